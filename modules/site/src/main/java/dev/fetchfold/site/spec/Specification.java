package dev.fetchfold.site.spec;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * SPECIFICATION.md as HTML, whole and by rule.
 *
 * @param html all of it; each rule's heading has the rule's id, and links to what shows the rule
 * @param areas the parts that hold rules, in their order
 * @param rules the body of each rule as HTML, by id
 */
public record Specification(String html, List<Area> areas, Map<String, String> rules) {
  private static final String FILE = "SPECIFICATION.md";
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

  /**
   * A part of the specification.
   *
   * @param name such as {@code BOUND}
   * @param title such as "how many at once"
   * @param rules its rules, in their order
   */
  public record Area(String name, String title, List<Rule> rules) {}

  /**
   * Reads it.
   *
   * @param root the project's directory
   * @return the specification
   * @throws Refused if it cannot be read, or is not the one the kit was built of
   */
  public static Specification read(Path root) {
    try {
      return of(Files.readString(root.resolve(FILE)));
    } catch (IOException e) {
      throw new Refused(FILE + " cannot be read: " + e, e);
    }
  }

  /**
   * Makes it of its text.
   *
   * @param markdown the specification
   * @return the specification
   * @throws Refused if it lacks a rule that the kit knows
   */
  public static Specification of(String markdown) {
    Node document = Parser.builder().extensions(EXTENSIONS).build().parse(markdown);
    Reader reader = new Reader();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      reader.block(node);
    }
    for (Rule rule : Rule.values()) {
      if (!reader.rules.containsKey(rule.id())) {
        throw new Refused(FILE + " has no heading for " + rule.id() + ", which the kit tests");
      }
    }
    return new Specification(RuleHeadings.render(document), reader.areas, reader.rules);
  }

  /**
   * Finds a rule.
   *
   * @param id such as {@code BOUND-03}
   * @return the rule, or empty if there is none
   */
  public static Optional<Rule> rule(String id) {
    return Arrays.stream(Rule.values()).filter(rule -> rule.id().equals(id)).findFirst();
  }

  /**
   * What the specification says of a rule.
   *
   * @param rule the rule
   * @return a list, as HTML
   */
  public String html(Rule rule) {
    return Objects.requireNonNull(rules.get(rule.id()));
  }

  /** Goes through the blocks of the document. */
  private static final class Reader {
    private final HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(context -> Reader::attributes)
            .build();
    private final List<Area> areas = new ArrayList<>();
    private final Map<String, String> rules = new TreeMap<>();
    private String open = "";

    /** A rule is shown on a page of its own: what it refers to is not there. */
    private static void attributes(Node node, String tag, Map<String, String> attributes) {
      if (node instanceof Link link && link.getDestination().startsWith("#")) {
        attributes.put("href", "../specification.html" + link.getDestination());
      }
    }

    void block(Node node) {
      if (node instanceof Heading heading) {
        heading(heading.getLevel(), text(heading));
      } else if (!open.isEmpty()) {
        rules.merge(open, renderer.render(node), String::concat);
      }
    }

    private void heading(int level, String text) {
      open = level == 3 && rule(text).isPresent() ? text : "";
      int colon = text.indexOf(": ");
      if (level == 2 && colon > 0) {
        area(text.substring(0, colon), text.substring(colon + 2));
      }
    }

    private void area(String name, String title) {
      List<Rule> members =
          Arrays.stream(Rule.values()).filter(rule -> rule.area().equals(name)).toList();
      if (!members.isEmpty()) {
        areas.add(new Area(name, title, members));
      }
    }
  }

  private static String text(Node node) {
    return TextContentRenderer.builder().build().render(node).strip();
  }

  /** Renders the document with an anchor per heading; a rule's is its id, and has a link. */
  private static final class RuleHeadings {
    private RuleHeadings() {}

    static String render(Node document) {
      for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
        rule(node).ifPresent(link(node));
      }
      return HtmlRenderer.builder()
          .extensions(EXTENSIONS)
          .extensions(List.of(HeadingAnchorExtension.create()))
          .attributeProviderFactory(context -> RuleHeadings::attributes)
          .build()
          .render(document);
    }

    private static Optional<Rule> rule(Node node) {
      return node instanceof Heading && node.getFirstChild() instanceof Text text
          ? Specification.rule(text.getLiteral())
          : Optional.empty();
    }

    private static Consumer<Rule> link(Node heading) {
      return rule -> {
        Link link = new Link("rules/" + rule.id() + ".html", null);
        link.appendChild(new Text("code and results of " + rule.id()));
        heading.appendChild(new Text(" "));
        heading.appendChild(link);
      };
    }

    private static void attributes(Node node, String tag, Map<String, String> attributes) {
      rule(node).ifPresent(rule -> attributes.put("id", rule.id()));
    }
  }
}
