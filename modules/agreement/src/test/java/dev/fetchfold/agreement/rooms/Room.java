package dev.fetchfold.agreement.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A module.
 *
 * @param directory where it is, from the root
 * @param artifact its name
 * @param needs artifacts of ours that its pom asks for, not for its tests alone
 * @param sources without those of its tests
 */
record Room(String directory, String artifact, Set<String> needs, List<Source> sources) {
  private static final Path ROOT = Path.of("..", "..");

  /** Every module that the build has. */
  static List<Room> all() {
    return children(pom(ROOT), "modules").stream()
        .flatMap(modules -> children(modules, "module").stream())
        .map(module -> read(module.getTextContent().strip()))
        .toList();
  }

  /**
   * The versions that a module manages, of what is not ours.
   *
   * @param directory of a module, from the root
   * @return them by group and artifact
   */
  static Map<String, String> libraries(String directory) {
    Element pom = pom(ROOT.resolve(directory));
    return children(pom, "dependencyManagement").stream()
        .flatMap(management -> children(management, "dependencies").stream())
        .flatMap(dependencies -> children(dependencies, "dependency").stream())
        .filter(dependency -> !text(dependency, "groupId").equals("dev.fetchfold"))
        .collect(Collectors.toMap(Room::name, dependency -> version(pom, dependency)));
  }

  private static String name(Element dependency) {
    return text(dependency, "groupId") + ":" + text(dependency, "artifactId");
  }

  private static String version(Element pom, Element dependency) {
    String version = text(dependency, "version");
    return version.startsWith("${")
        ? text(children(pom, "properties").getFirst(), version.substring(2, version.length() - 1))
        : version;
  }

  private static Room read(String directory) {
    Element pom = pom(ROOT.resolve(directory));
    Set<String> needs =
        children(pom, "dependencies").stream()
            .flatMap(dependencies -> children(dependencies, "dependency").stream())
            .filter(dependency -> text(dependency, "groupId").equals("dev.fetchfold"))
            .filter(dependency -> !text(dependency, "scope").equals("test"))
            .map(dependency -> text(dependency, "artifactId"))
            .collect(Collectors.toSet());
    List<Source> sources = sources(ROOT.resolve(directory).resolve("src/main/java"));
    return new Room(directory, text(pom, "artifactId"), needs, sources);
  }

  private static List<Source> sources(Path directory) {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .sorted()
          .map(Source::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element pom(Path directory) {
    Path file = directory.resolve("pom.xml");
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (int i = 0; i < parent.getChildNodes().getLength(); i++) {
      Node child = parent.getChildNodes().item(i);
      if (child instanceof Element element && element.getTagName().equals(name)) {
        children.add(element);
      }
    }
    return children;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(child -> child.getTextContent().strip())
        .orElse("");
  }
}
