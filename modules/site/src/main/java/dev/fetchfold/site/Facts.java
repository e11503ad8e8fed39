package dev.fetchfold.site;

import dev.fetchfold.site.figures.RecordedFile;
import dev.fetchfold.site.figures.Recording;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.results.Columns;
import dev.fetchfold.site.results.KillMatrix;
import dev.fetchfold.site.source.Dependencies;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Engines;
import dev.fetchfold.site.source.Lessons;
import dev.fetchfold.site.source.Marks;
import dev.fetchfold.site.source.Shared;
import dev.fetchfold.site.spec.Specification;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything the pages are made of. What is on a page and not in here is a label.
 *
 * @param version the project's
 * @param engines those present
 * @param shared what the engines share
 * @param marks where these sources name rules
 * @param specification the rules
 * @param lessons the examples of the first lesson
 * @param columns what the kit found, the engines' first, then those of third parties
 * @param kills the broken fetchers that the kit has found out
 * @param recordings what was measured
 * @param dependencies of the engines
 */
public record Facts(
    String version,
    List<EngineSources> engines,
    List<Shared> shared,
    Marks marks,
    Specification specification,
    Lessons lessons,
    List<Column> columns,
    KillMatrix kills,
    List<Recording> recordings,
    Dependencies dependencies) {

  /** Refuses a mark of a rule that there is not. */
  public Facts {
    for (String id : marks.rules()) {
      if (Specification.rule(id).isEmpty()) {
        throw new Refused(unknown(marks.of(id).getFirst(), id));
      }
    }
  }

  private static String unknown(Marks.Mark mark, String id) {
    String place = mark.file().path() + ":" + mark.line().number();
    return place + " names " + id + ", which is no rule of the specification";
  }

  /**
   * Reads them all.
   *
   * @param root the project's directory
   * @param recorded the directory with results and recordings: the project's, but in tests
   * @param version the project's
   * @param dependencies of the engines
   * @return the facts
   */
  public static Facts read(Path root, Path recorded, String version, Dependencies dependencies) {
    List<EngineSources> engines = Engines.read(root);
    List<Shared> shared = Shared.read(root);
    return new Facts(
        version,
        engines,
        shared,
        new Marks(engines, shared),
        Specification.read(root),
        Lessons.read(root),
        Columns.read(recorded, engines.stream().map(EngineSources::engine).toList()),
        KillMatrix.read(recorded),
        RecordedFile.read(recorded),
        dependencies);
  }
}
