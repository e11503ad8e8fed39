package dev.fetchfold.kit.reference;

import dev.fetchfold.kit.Check;
import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Subject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One fault against one check through {@code fetch}. What the load of the machine does shall not be
 * seen in it, so nothing counts that was seen once, in the crowd of all cells.
 *
 * @param fault what is broken in the reference
 * @param check a check of any rule that runs through this face
 */
record Cell(Fault fault, Check check) {
  private static final String FETCH = "fetch";
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(8);
  private static final Duration ENOUGH = Duration.ofSeconds(30);
  private static final int MANY_TIMES = 5;

  /** Their checks have thousands of targets. */
  private static final Set<Rule> HEAVY = EnumSet.of(Rule.BOUND_04, Rule.BOUND_08);

  /** Those of a fault, but for checks that run apart or take long and are not of its rule. */
  static Stream<Cell> of(Fault fault) {
    return Conformance.checks().stream()
        .map(check -> new Cell(fault, check))
        .filter(cell -> cell.face().isPresent())
        .filter(cell -> !cell.check.isApart())
        .filter(cell -> !cell.isHeavy() || cell.check.rules().contains(fault.rule()));
  }

  private Optional<Face> face() {
    return check.faces(ReferenceSubject.sound()).stream()
        .filter(face -> face.name().equals(FETCH))
        .findFirst();
  }

  /** The fault names this check, through this face, as the one that shows it. */
  boolean isOnTheDiagonal() {
    return Diagonal.isOf(fault, check) && fault.caught().face().equals(FETCH);
  }

  /** Whether it may be red: what the check says in a crowd, and with little patience. */
  boolean maybeRed() throws InterruptedException {
    return isOnTheDiagonal() || isRed(run(ReferenceSubject.with(fault), patience(SHORT)));
  }

  /** What the check says of each of its rules if it is red, by itself and with patience. */
  List<Result> reds() throws InterruptedException {
    List<Result> results = isOnTheDiagonal() ? shown() : patiently();
    return isRed(results) ? results : List.of();
  }

  /** A fault may escape its own check once: it has as many tries as in every build. */
  private List<Result> shown() throws InterruptedException {
    List<Result> results = Diagonal.results(fault);
    return Diagonal.isShown(fault, results) ? results : List.of();
  }

  /**
   * A hang is a wait without any event that is many times as long as the whole check takes where
   * nothing is broken, on this machine and just now.
   */
  private List<Result> patiently() throws InterruptedException {
    Duration sound = run(ReferenceSubject.sound(), ENOUGH).get(0).time();
    Duration enough = sound.multipliedBy(MANY_TIMES);
    Duration least = patience(LONG);
    return run(ReferenceSubject.with(fault), enough.compareTo(least) > 0 ? enough : least);
  }

  private Duration patience(Duration ofOthers) {
    return isHeavy() ? ENOUGH : ofOthers;
  }

  private List<Result> run(Subject subject, Duration watchdog) throws InterruptedException {
    return check.run(subject, face().orElseThrow(), new Options(1, watchdog));
  }

  private boolean isHeavy() {
    return check.rules().stream().anyMatch(HEAVY::contains);
  }

  private static boolean isRed(List<Result> results) {
    return results.stream().anyMatch(result -> result.state().isBad());
  }
}
