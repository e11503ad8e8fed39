package dev.fetchfold.site.page;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Topic;
import java.util.Arrays;
import java.util.List;

/**
 * The first lesson: each topic with an example, and with what every engine makes of it.
 *
 * @param parts topic by topic
 */
record LessonPage(List<Part> parts) {

  /** One topic. */
  record Part(Topic topic, List<ShownLine> example, List<Answer> answers) {}

  /** The region of an engine that answers it. */
  record Answer(String engine, String file, List<ShownLine> lines) {}

  static LessonPage of(Facts facts) {
    return new LessonPage(Arrays.stream(Topic.values()).map(topic -> part(facts, topic)).toList());
  }

  private static Part part(Facts facts, Topic topic) {
    List<ShownLine> example =
        facts.lessons().example(topic).stream().map(ShownLine::alone).toList();
    List<Answer> answers =
        facts.engines().stream().map(each -> answer(each, topic.aspect())).toList();
    return new Part(topic, example, answers);
  }

  private static Answer answer(EngineSources sources, Aspect aspect) {
    String engine = sources.engine().name();
    return sources
        .cut(aspect)
        .map(cut -> new Answer(engine, cut.file().name(), shown(cut)))
        .orElseGet(() -> new Answer(engine, "elsewhere", List.of()));
  }

  private static List<ShownLine> shown(EngineSources.Cut cut) {
    return cut.lines().stream().map(ShownLine::alone).toList();
  }
}
