package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.nio.file.Path;
import java.util.List;

/** The tested examples of a first lesson. */
public final class Lessons {
  private static final String FILE =
      "modules/site/src/test/java/dev/fetchfold/site/lesson/Lesson.java";

  private final SourceFile file;

  private Lessons(SourceFile file) {
    this.file = file;
  }

  /**
   * Reads them.
   *
   * @param root the project's directory
   * @return the examples, one per topic
   * @throws Refused if one is missing
   */
  public static Lessons read(Path root) {
    Lessons lessons = new Lessons(SourceFile.read(root, FILE));
    for (Topic topic : Topic.values()) {
      lessons.example(topic);
    }
    return lessons;
  }

  /**
   * The example of a topic.
   *
   * @param topic which
   * @return its lines
   * @throws Refused if it is missing
   */
  public List<CodeLine> example(Topic topic) {
    return file.regions().stream()
        .filter(region -> region.name().equals(topic.region()))
        .findFirst()
        .map(file::lines)
        .orElseThrow(() -> new Refused(FILE + " has no region \"" + topic.region() + "\""));
  }
}
