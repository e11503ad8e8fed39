package dev.fetchfold.site.results;

/**
 * What one check saw of one rule, through one face.
 *
 * @param check the check's name
 * @param face the face's name
 * @param state what became of it
 * @param tries how often it was good of how many times, such as "2/3"; empty if it was run once
 * @param expected what the rule lets one expect; empty unless the state is bad
 * @param observed what was seen instead, or why nothing could be; may be empty
 * @param checkFirst where to look first; may be empty
 * @param timeline what the origin servers recorded; empty if the check passed
 */
public record Observation(
    String check,
    String face,
    State state,
    String tries,
    String expected,
    String observed,
    String checkFirst,
    String timeline) {

  /**
   * Where a check was not run.
   *
   * @param check the check's name
   * @param face the face's name
   * @return an observation of nothing
   */
  public static Observation notRun(String check, String face) {
    return new Observation(check, face, State.NOT_RUN, "", "", "", "", "");
  }

  /**
   * Whether there is more to say than the state.
   *
   * @return false for a check that passed
   */
  public boolean hasEvidence() {
    return !expected.isEmpty() || !observed.isEmpty();
  }

  /**
   * The state, and how often if it is flaky.
   *
   * @return such as "flaky 2/3"
   */
  public String word() {
    return state == State.FLAKY ? state.word() + " " + tries : state.word();
  }
}
