package dev.fetchfold.kit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one check saw of one rule, through one face.
 *
 * @param rule the rule
 * @param check the check's name, unique within the rule
 * @param face the face's name
 * @param state what became of it
 * @param time how long it took
 * @param expected what the rule lets one expect; empty unless the state is bad
 * @param observed what was seen instead, or why nothing could be
 * @param checkFirst where to look first; may be empty
 * @param timeline what the origin servers and runs recorded; empty if the check passed
 * @param cause what was thrown, where something was
 * @param tries how often it was run, and how often it was not bad
 * @param waived why the rule is waived; empty unless the state is {@code WAIVED}
 */
public record Result(
    Rule rule,
    String check,
    String face,
    State state,
    Duration time,
    String expected,
    String observed,
    String checkFirst,
    String timeline,
    Optional<Throwable> cause,
    Tries tries,
    String waived) {

  /** What a check saw that was run once. */
  Result(
      Rule rule,
      String check,
      String face,
      State state,
      Duration time,
      String expected,
      String observed,
      String checkFirst,
      String timeline,
      Optional<Throwable> cause) {
    this(
        rule,
        check,
        face,
        state,
        time,
        expected,
        observed,
        checkFirst,
        timeline,
        cause,
        Tries.once(state),
        "");
  }

  /** What cannot be seen, whatever is run. */
  static Result unseen(Rule rule, String face, State state, String why) {
    return new Result(rule, "none", face, state, Duration.ZERO, "", why, "", "", Optional.empty());
  }

  /**
   * What the tries of one check come to: flaky if they disagree, shown by the first bad one.
   *
   * @param tries at least one, all of one rule and face
   */
  static Result of(List<Result> tries) {
    List<Result> bad = tries.stream().filter(result -> result.state().isBad()).toList();
    Result shown = bad.isEmpty() ? tries.get(0) : bad.get(0);
    boolean agree = bad.isEmpty() || bad.size() == tries.size();
    Duration time = tries.stream().map(Result::time).reduce(Duration.ZERO, Duration::plus);
    Tries count = new Tries(tries.size() - bad.size(), tries.size());
    return shown.with(agree ? shown.state : State.FLAKY, time, count);
  }

  /**
   * The same for another rule that the same check observes.
   *
   * @param other the other rule
   * @return a result that differs in its rule only
   */
  Result under(Rule other) {
    return new Result(
        other,
        check,
        face,
        state,
        time,
        expected,
        observed,
        checkFirst,
        timeline,
        cause,
        tries,
        waived);
  }

  /**
   * The same as a known deviation.
   *
   * @param why what its waiver says
   * @return a result in state {@code WAIVED}
   */
  Result waived(String why) {
    return new Result(
        rule,
        check,
        face,
        State.WAIVED,
        time,
        expected,
        observed,
        checkFirst,
        timeline,
        cause,
        tries,
        why);
  }

  private Result with(State other, Duration total, Tries count) {
    return new Result(
        rule,
        check,
        face,
        other,
        total,
        expected,
        observed,
        checkFirst,
        timeline,
        cause,
        count,
        waived);
  }

  /**
   * All of it, for a person who has to find the defect.
   *
   * @return several lines
   */
  public String message() {
    StringBuilder text = new StringBuilder(word() + " " + rule.id() + " " + rule.sentence());
    add(text, "waived", waived);
    add(text, "check", check + " [" + face + "]");
    add(text, "expected", expected);
    add(text, "observed", observed);
    add(text, "check first", checkFirst);
    add(text, "timeline", timeline);
    return text.toString();
  }

  /** The state; with the tries if there were several. */
  String word() {
    return tries.of() == 1 ? state.toString() : state + " " + tries;
  }

  private static void add(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      String indented = value.contains("\n") ? "\n" + value.indent(4).stripTrailing() : " " + value;
      text.append("\n  ").append(name).append(':').append(indented);
    }
  }
}
