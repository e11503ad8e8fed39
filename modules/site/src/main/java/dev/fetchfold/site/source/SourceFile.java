package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Java source as it is shown.
 *
 * @param path from the project's directory, with slashes
 * @param lines all of them
 * @param regions those cut from it, in their order
 */
public record SourceFile(String path, List<CodeLine> lines, List<Region> regions) {

  /**
   * Reads one.
   *
   * @param root the project's directory
   * @param path from there, with slashes
   * @return the source
   * @throws Refused if it cannot be read, is no Java, or has a marker without a partner
   */
  public static SourceFile read(Path root, String path) {
    try {
      String text = Files.readString(root.resolve(path));
      return of(path, text);
    } catch (IOException e) {
      throw new Refused(path + " cannot be read: " + e, e);
    }
  }

  /**
   * Makes one of its text.
   *
   * @param path what to call it
   * @param text Java
   * @return the source
   * @throws Refused if it is no Java, or has a marker without a partner
   */
  public static SourceFile of(String path, String text) {
    List<String> lines = text.lines().toList();
    return new SourceFile(path, Highlighter.highlight(path, text), Region.of(path, lines));
  }

  /**
   * Its name.
   *
   * @return such as {@code Admission.java}
   */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * The type that it declares.
   *
   * @return such as {@code Admission}
   */
  public String type() {
    return name().replace(".java", "");
  }

  /**
   * The lines of a region, indented as little as they can be.
   *
   * @param region one of this file
   * @return its lines
   */
  public List<CodeLine> lines(Region region) {
    return CodeLine.outdented(lines.subList(region.first() - 1, region.last()));
  }

  /**
   * The lines to show when the whole file is: without the markers.
   *
   * @return its lines, numbered as in the file
   */
  public List<CodeLine> shown() {
    return lines.stream().filter(line -> !Region.isMarker(line.text())).toList();
  }
}
