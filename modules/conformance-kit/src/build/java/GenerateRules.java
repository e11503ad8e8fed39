import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the rules of the specification into constants: the specification is the only place where a
 * rule is stated, and a test that names a rule which is not there does not compile.
 *
 * <p>Run in source-file mode by the build, so it stands alone and keeps to Java 17: {@code java
 * GenerateRules.java SPECIFICATION.md DIRECTORY}.
 */
public final class GenerateRules {
  private static final Pattern AREA = Pattern.compile("## ([A-Z]+): .+");
  private static final Pattern HEADING = Pattern.compile("### (([A-Z]+)-(\\d\\d))");
  private static final Pattern FIELD = Pattern.compile("- \\*\\*([A-Za-z]+):\\*\\* (.+)");
  private static final List<String> FIELDS =
      List.of("Level", "Rule", "Intent", "Observed", "Faces", "Testability");
  private static final String IN_PART = "tested, except ";
  private static final String NOT_AT_ALL = "untestable because ";

  private GenerateRules() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      System.err.println("usage: java GenerateRules.java SPECIFICATION.md DIRECTORY");
      System.exit(2);
    }
    Path specification = Path.of(arguments[0]);
    Path directory = Path.of(arguments[1]);
    try {
      List<Rule> rules = new Parser(Files.readAllLines(specification)).rules();
      write(directory.resolve("dev/fetchfold/kit/Rule.java"), new Printer().print(rules));
    } catch (Malformed malformed) {
      System.err.println(specification + ":" + malformed.getMessage());
      System.exit(1);
    }
  }

  /** An unchanged file is left alone, so that nothing is compiled again for it. */
  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private record Rule(String id, String area, int line, Map<String, String> fields) {
    String field(String name) {
      return fields.get(name);
    }

    String constant() {
      return id.replace('-', '_');
    }
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(int line, String message) {
      super(line + ": " + message);
    }
  }

  /** Reads every section that begins with {@code ## AREA: ...}; other sections are prose. */
  private static final class Parser {
    private final List<String> lines;
    private final List<Rule> rules = new ArrayList<>();
    private String area = "";
    private String open = "";

    Parser(List<String> lines) {
      this.lines = lines;
    }

    List<Rule> rules() {
      for (int i = 0; i < lines.size(); i++) {
        line(i + 1, lines.get(i));
      }
      check();
      return rules;
    }

    private void line(int number, String text) {
      if (text.startsWith("## ")) {
        Matcher heading = AREA.matcher(text);
        area = heading.matches() ? heading.group(1) : "";
        open = "";
      } else if (!area.isEmpty() && text.startsWith("### ")) {
        begin(number, text);
      } else if (!area.isEmpty()
          && !rules.isEmpty()
          && rules.get(rules.size() - 1).area.equals(area)) {
        inRule(rules.get(rules.size() - 1), number, text);
      }
    }

    private void begin(int number, String text) {
      Matcher heading = HEADING.matcher(text);
      if (!heading.matches()) {
        throw new Malformed(
            number, "heading is \"" + text + "\", expected \"### " + area + "-01\"");
      }
      if (!heading.group(2).equals(area)) {
        throw new Malformed(number, heading.group(1) + " stands in the area " + area);
      }
      rules.add(new Rule(heading.group(1), area, number, new LinkedHashMap<>()));
      open = "";
    }

    private void inRule(Rule rule, int number, String text) {
      Matcher field = FIELD.matcher(text);
      if (field.matches()) {
        open = field.group(1);
        if (rule.fields.putIfAbsent(open, field.group(2)) != null) {
          throw new Malformed(number, rule.id + " has " + open + " twice");
        }
      } else if (text.startsWith("  ") && !open.isEmpty()) {
        rule.fields.merge(open, text.strip(), (before, more) -> before + " " + more);
      } else if (text.isBlank()) {
        open = "";
      } else {
        throw new Malformed(
            number,
            rule.id + " has \"" + text + "\", expected \"- **Field:** text\" or two spaces");
      }
    }

    private void check() {
      Set<String> ids = new HashSet<>();
      for (Rule rule : rules) {
        if (!ids.add(rule.id)) {
          throw new Malformed(rule.line, rule.id + " stands twice; an id is never reused");
        }
        check(rule);
      }
      if (rules.isEmpty()) {
        throw new Malformed(lines.size(), "there is no rule");
      }
    }

    private static void check(Rule rule) {
      if (!List.copyOf(rule.fields.keySet()).equals(FIELDS)) {
        throw new Malformed(
            rule.line,
            rule.id + " has the fields " + rule.fields.keySet() + ", expected " + FIELDS);
      }
      oneOf(rule, "Level", "MUST", "SHOULD");
      oneOf(rule, "Faces", "all", "fetch");
      String testability = rule.field("Testability");
      if (!testability.equals("tested")
          && !testability.startsWith(IN_PART)
          && !testability.startsWith(NOT_AT_ALL)) {
        throw new Malformed(
            rule.line,
            rule.id
                + " is \""
                + testability
                + "\", expected \"tested\", \""
                + IN_PART
                + "…\" or \""
                + NOT_AT_ALL
                + "…\"");
      }
      if (!rule.field("Rule").contains(rule.field("Level"))) {
        throw new Malformed(rule.line, rule.id + " does not say " + rule.field("Level"));
      }
    }

    private static void oneOf(Rule rule, String field, String first, String second) {
      String value = rule.field(field);
      if (!value.equals(first) && !value.equals(second)) {
        throw new Malformed(
            rule.line,
            rule.id
                + " has the "
                + field
                + " \""
                + value
                + "\", expected "
                + first
                + " or "
                + second);
      }
    }
  }

  private static final class Printer {
    private final StringBuilder out = new StringBuilder();

    String print(List<Rule> rules) {
      out.append(HEAD);
      for (int i = 0; i < rules.size(); i++) {
        constant(rules.get(i), i == rules.size() - 1 ? ";" : ",");
      }
      out.append(TAIL);
      return out.toString();
    }

    private void constant(Rule rule, String end) {
      String testability = rule.field("Testability");
      out.append("\n  /** ").append(javadoc(rule.field("Rule"))).append(" */\n");
      out.append("  ").append(rule.constant()).append("(\n");
      argument(literal(rule.id) + ", " + literal(rule.area) + ",");
      argument(
          "Level."
              + rule.field("Level")
              + ", Faces."
              + rule.field("Faces").toUpperCase(Locale.ROOT)
              + ",");
      argument(literal(plain(rule.field("Rule"))) + ",");
      argument(literal(plain(rule.field("Intent"))) + ",");
      argument(literal(plain(rule.field("Observed"))) + ",");
      argument(after(testability, NOT_AT_ALL) + ",");
      argument(after(testability, IN_PART) + ")" + end);
    }

    private void argument(String text) {
      out.append("      ").append(text).append("\n");
    }

    private static String after(String testability, String prefix) {
      return Optional.of(testability)
          .filter(text -> text.startsWith(prefix))
          .map(text -> "Optional.of(" + literal(plain(text.substring(prefix.length()))) + ")")
          .orElse("Optional.empty()");
    }

    /** Code spans become words, links their text: for a console. */
    private static String plain(String markdown) {
      return markdown.replaceAll("\\[([^\\]]+)\\](\\([^)]+\\))?", "$1").replace("`", "");
    }

    private static String javadoc(String markdown) {
      return plain(markdown)
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("@", "&#64;")
          .replace("*/", "*&#47;");
    }

    private static String literal(String text) {
      return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static final String HEAD =
        """
        package dev.fetchfold.kit;

        import java.util.Optional;

        /** The rules of the specification, generated from it. An id never changes its meaning. */
        public enum Rule {
        """;

    private static final String TAIL =
        """

          /** How binding a rule is, in the words of RFC 2119. */
          public enum Level {
            /** A fetcher that does otherwise does not conform. */
            MUST,
            /** A fetcher may do otherwise for a reason that it states. */
            SHOULD
          }

          /** Through what a rule is tested. */
          public enum Faces {
            /** Through fetch, fetchAsync, publisher, iterate and each native face. */
            ALL,
            /** Through fetch; the other faces share what lies beneath. */
            FETCH
          }

          private final String id;
          private final String area;
          private final Level level;
          private final Faces faces;
          private final String sentence;
          private final String intent;
          private final String observed;
          private final Optional<String> untestable;
          private final Optional<String> exception;

          Rule(
              String id,
              String area,
              Level level,
              Faces faces,
              String sentence,
              String intent,
              String observed,
              Optional<String> untestable,
              Optional<String> exception) {
            this.id = id;
            this.area = area;
            this.level = level;
            this.faces = faces;
            this.sentence = sentence;
            this.intent = intent;
            this.observed = observed;
            this.untestable = untestable;
            this.exception = exception;
          }

          /**
           * The id as the specification writes it.
           *
           * @return such as {@code BOUND-03}
           */
          public String id() {
            return id;
          }

          /**
           * The part of the specification that the rule stands in.
           *
           * @return such as {@code BOUND}
           */
          public String area() {
            return area;
          }

          /**
           * How binding the rule is.
           *
           * @return the level
           */
          public Level level() {
            return level;
          }

          /**
           * Through what the rule is tested.
           *
           * @return the faces
           */
          public Faces faces() {
            return faces;
          }

          /**
           * The rule itself.
           *
           * @return its sentence, without markup
           */
          public String sentence() {
            return sentence;
          }

          /**
           * Why there is such a rule.
           *
           * @return its intent, without markup
           */
          public String intent() {
            return intent;
          }

          /**
           * How the kit sees it kept or broken.
           *
           * @return the observation, without markup
           */
          public String observed() {
            return observed;
          }

          /**
           * Why the kit cannot test the rule, and what is done in place of a test.
           *
           * @return the reason, or empty if the kit tests it
           */
          public Optional<String> untestable() {
            return untestable;
          }

          /**
           * What part of a tested rule the kit cannot see, and why.
           *
           * @return that part, or empty if there is none
           */
          public Optional<String> exception() {
            return exception;
          }

          /**
           * The id.
           *
           * @return the same as {@link #id()}
           */
          @Override
          public String toString() {
            return id;
          }
        }
        """;
  }
}
