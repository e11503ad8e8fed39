package dev.fetchfold.site.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One recorded comparison.
 *
 * @param file its name
 * @param json all of it, as it was recorded
 * @param run how it was recorded
 * @param machine what it was measured on, fact by fact
 * @param libraries what each engine stood on
 * @param findings what the kit had said of each engine at that commit
 * @param settings what was not left as libraries have it
 * @param workloads what was measured
 * @param notes what readers have to know of single runs
 */
public record Recording(
    String file,
    String json,
    Run run,
    Map<String, String> machine,
    Map<String, String> libraries,
    List<Finding> findings,
    List<Setting> settings,
    List<Workload> workloads,
    List<String> notes) {

  /** What a machine was doing before. */
  public enum Before {
    /** Next to nothing. */
    QUIET,
    /** Something else, too: its figures are not worth much. */
    BUSY
  }

  /**
   * How it was recorded.
   *
   * @param command what records it again
   * @param commit of the sources that were measured
   * @param began when
   * @param forks how many JVMs each entry had
   * @param coverage how sure it is that a true median lies within its interval, in percent
   * @param before what the machine was doing
   */
  public record Run(
      String command, String commit, String began, int forks, long coverage, Before before) {
    /**
     * The minute in which it began: there may be several a day.
     *
     * @return such as 2026-01-31, 09:05 UTC
     */
    public String minute() {
      return began.replaceFirst("T(\\d\\d:\\d\\d).*", ", $1 UTC");
    }

    /**
     * The commit, short.
     *
     * @return up to nine digits
     */
    public String shortCommit() {
      return commit.substring(0, Math.min(9, commit.length()));
    }
  }

  /**
   * What the kit had said of an engine.
   *
   * @param engine which
   * @param state whether it conforms
   * @param text in words
   */
  public record Finding(String engine, Conformance state, String text) {}

  /** Whether figures of an engine are figures of a fetcher that keeps the rules. */
  public enum Conformance {
    /** It keeps them. */
    CONFORMS,
    /** It does not, or nobody looked. */
    DOUBTFUL
  }

  /**
   * An option that was set.
   *
   * @param where the workload or the client it was set for
   * @param option its name
   * @param usual what the library would have taken
   * @param used what was taken
   */
  public record Setting(String where, String option, String usual, String used) {}

  /**
   * One kind of work, with its charts.
   *
   * @param name its name
   * @param description what it is
   * @param bound how many targets were in flight at most
   * @param charts what it is about
   * @param others all other measures that anybody has a value of
   * @param zero titles of the measures that are zero for everybody
   * @param missing who has no figures, and why, in sentences
   * @param threads which threads ran, by entry
   */
  public record Workload(
      String name,
      String description,
      int bound,
      List<Chart> charts,
      List<Chart> others,
      List<String> zero,
      List<String> missing,
      Map<String, String> threads) {}

  /**
   * The page that shows it.
   *
   * @return from the site's directory
   */
  public String page() {
    return "measurements/" + file.replaceFirst("\\.json$", ".html");
  }

  /**
   * The engines that are not known to keep the rules.
   *
   * @return their names, by what is said of them
   */
  public Map<String, List<String>> doubts() {
    Map<String, List<String>> doubts = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.state() == Conformance.DOUBTFUL) {
        doubts.computeIfAbsent(finding.text(), text -> new ArrayList<>()).add(finding.engine());
      }
    }
    return doubts;
  }
}
