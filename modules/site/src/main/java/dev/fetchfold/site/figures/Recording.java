package dev.fetchfold.site.figures;

import java.util.List;
import java.util.Map;

/**
 * One recorded comparison.
 *
 * @param file its name
 * @param json all of it, as it was recorded
 * @param command what records it again
 * @param commit of the sources that were measured
 * @param began when
 * @param coverage how sure it is that a true median lies within its interval, in percent
 * @param machine what it was measured on, fact by fact
 * @param workloads what was measured
 * @param limitations what readers have to know
 */
public record Recording(
    String file,
    String json,
    String command,
    String commit,
    String began,
    String coverage,
    Map<String, String> machine,
    List<Workload> workloads,
    List<String> limitations) {

  /**
   * One kind of work, with its charts.
   *
   * @param name its name
   * @param description what it is
   * @param charts one per measure that anybody has a value of
   */
  public record Workload(String name, String description, List<Chart> charts) {}
}
