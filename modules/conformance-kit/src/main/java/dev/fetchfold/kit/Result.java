package dev.fetchfold.kit;

import java.time.Duration;
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
    Optional<Throwable> cause) {

  /**
   * The same for another rule that the same check observes.
   *
   * @param other the other rule
   * @return a result that differs in its rule only
   */
  Result under(Rule other) {
    return new Result(
        other, check, face, state, time, expected, observed, checkFirst, timeline, cause);
  }

  /**
   * All of it, for a person who has to find the defect.
   *
   * @return several lines
   */
  public String message() {
    StringBuilder text = new StringBuilder(state + " " + rule.id() + " " + rule.sentence());
    add(text, "check", check + " [" + face + "]");
    add(text, "expected", expected);
    add(text, "observed", observed);
    add(text, "check first", checkFirst);
    add(text, "timeline", timeline);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      String indented = value.contains("\n") ? "\n" + value.indent(4).stripTrailing() : " " + value;
      text.append("\n  ").append(name).append(':').append(indented);
    }
  }
}
