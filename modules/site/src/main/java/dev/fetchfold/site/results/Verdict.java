package dev.fetchfold.site.results;

import java.util.Comparator;
import java.util.List;

/**
 * What became of one rule for one fetcher.
 *
 * @param state the worst of its checks
 * @param observations what the checks saw; empty if they were not run
 */
public record Verdict(State state, List<Observation> observations) {
  private static final List<State> WORST_FIRST =
      List.of(
          State.FAIL,
          State.ERROR,
          State.TIMEOUT,
          State.FLAKY,
          State.WAIVED,
          State.PASS,
          State.NOT_OFFERED,
          State.UNTESTABLE,
          State.NOT_RUN);

  /**
   * Where nothing was run.
   *
   * @return a verdict without observations
   */
  public static Verdict notRun() {
    return new Verdict(State.NOT_RUN, List.of());
  }

  /**
   * Where nothing can be.
   *
   * @return a verdict without observations
   */
  public static Verdict untestable() {
    return new Verdict(State.UNTESTABLE, List.of());
  }

  /**
   * Of what was seen: one face that breaks a rule breaks it.
   *
   * @param observations at least one
   * @return the verdict
   */
  public static Verdict of(List<Observation> observations) {
    State worst =
        observations.stream()
            .map(Observation::state)
            .min(Comparator.comparingInt(WORST_FIRST::indexOf))
            .orElse(State.NOT_RUN);
    return new Verdict(worst, observations);
  }

  /**
   * The word for it; a flaky one says how often the first such check was good.
   *
   * @return such as "flaky 2/3"
   */
  public String word() {
    return observations.stream()
        .filter(seen -> seen.state() == state)
        .findFirst()
        .map(Observation::word)
        .orElse(state.word());
  }
}
