package dev.fetchfold.site;

import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.source.Dependencies;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Marks;
import dev.fetchfold.site.source.Shared;
import dev.fetchfold.site.spec.Specification;
import java.util.List;

/**
 * Everything the pages are made of. What is on a page and not in here is a label.
 *
 * @param version the project's
 * @param engines those present
 * @param shared what the engines share
 * @param marks where these sources name rules
 * @param specification the rules
 * @param columns what the kit found, the engines' first, then those of third parties
 * @param dependencies of the engines
 */
public record Facts(
    String version,
    List<EngineSources> engines,
    List<Shared> shared,
    Marks marks,
    Specification specification,
    List<Column> columns,
    Dependencies dependencies) {

  /**
   * Adds what follows from the sources, and refuses a mark of a rule that there is not.
   *
   * @param version the project's
   * @param engines those present
   * @param shared what they share
   * @param specification the rules
   * @param columns what the kit found
   * @param dependencies of the engines
   * @return the facts
   */
  public static Facts of(
      String version,
      List<EngineSources> engines,
      List<Shared> shared,
      Specification specification,
      List<Column> columns,
      Dependencies dependencies) {
    Marks marks = new Marks(engines, shared);
    for (String id : marks.rules()) {
      if (Specification.rule(id).isEmpty()) {
        Marks.Mark mark = marks.of(id).getFirst();
        throw new Refused(
            mark.file().path()
                + ":"
                + mark.line().number()
                + " names "
                + id
                + ", which is no rule of the specification");
      }
    }
    return new Facts(version, engines, shared, marks, specification, columns, dependencies);
  }
}
