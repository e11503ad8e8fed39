package dev.fetchfold.kit;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waivers of a subject, by rule. */
final class Waivers {
  /** The name under which a waiver is itself reported, among the checks of its rule. */
  static final String CHECK = "waiver";

  private final Map<Rule, Waiver> byRule = new EnumMap<>(Rule.class);

  private Waivers(Waiver[] waivers) {
    for (Waiver waiver : waivers) {
      require(waiver, "reason", waiver.reason());
      require(waiver, "issue", waiver.issue());
      if (byRule.put(waiver.rule(), waiver) != null) {
        throw new IllegalArgumentException(waiver.rule() + " is waived twice, expected once");
      }
    }
  }

  static Waivers of(Subject subject) {
    return new Waivers(subject.recipe().getAnnotationsByType(Waiver.class));
  }

  Collection<Waiver> all() {
    return byRule.values();
  }

  Optional<Waiver> of(Rule rule) {
    return Optional.ofNullable(byRule.get(rule));
  }

  /** The result as it counts: a bad one of a waived rule is waived. */
  Result applied(Result result) {
    Optional<Waiver> waiver = of(result.rule()).filter(w -> result.state().isBad());
    return waiver.map(w -> result.waived(text(w))).orElse(result);
  }

  /**
   * Whether a waiver is still needed.
   *
   * @param waiver a waiver
   * @param selection what was run; not all faces may be, and then none has to fail
   * @param ofRule what became of its rule
   */
  static Result judged(Waiver waiver, Selection selection, List<Result> ofRule) {
    long failing = ofRule.stream().filter(result -> result.state() == State.WAIVED).count();
    if (failing > 0) {
      return result(waiver, State.WAIVED, "still failing: " + failing + " of " + ofRule.size());
    }
    if (waiver.seen() == Waiver.Seen.SOMETIMES) {
      return result(waiver, State.WAIVED, "not failing this time");
    }
    return selection.takesAllFaces()
        ? result(waiver, State.FAIL, "no check fails: the waiver is no longer needed, remove it")
        : result(waiver, State.WAIVED, "not failing through the selected faces");
  }

  private static Result result(Waiver waiver, State state, String observed) {
    Result result =
        new Result(
            waiver.rule(),
            CHECK,
            "none",
            state,
            Duration.ZERO,
            state.isBad() ? "a check that fails, as the waiver says: " + text(waiver) : "",
            observed,
            "",
            "",
            Optional.empty());
    return state.isBad() ? result : result.waived(text(waiver));
  }

  private static String text(Waiver waiver) {
    return waiver.reason() + " [" + waiver.issue() + "]";
  }

  private static void require(Waiver waiver, String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          what + " of the waiver of " + waiver.rule() + " is blank, expected a text");
    }
  }
}
