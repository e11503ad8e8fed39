package dev.fetchfold.kit.reference;

import dev.fetchfold.kit.Check;
import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Subject;
import java.util.List;

/** Each fault against the one check that it names. */
final class Diagonal {
  private Diagonal() {}

  static Check check(Fault fault) {
    return Conformance.checks().stream()
        .filter(check -> isOf(fault, check))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no check " + fault.caught()));
  }

  static boolean isOf(Fault fault, Check check) {
    return check.rules().contains(fault.rule()) && check.name().equals(fault.caught().check());
  }

  /** What the check says of the fault's rule. */
  static Result result(Fault fault) throws InterruptedException {
    return results(fault).get(check(fault).rules().indexOf(fault.rule()));
  }

  /**
   * What the check says of each of its rules, the first time that it shows the fault; if it never
   * does, what it says last.
   */
  static List<Result> results(Fault fault) throws InterruptedException {
    Caught caught = fault.caught();
    for (int factor : Caught.FACTORS) {
      List<Result> results = results(fault, new Options(1, caught.watchdog(factor)));
      if (isShown(fault, results) || factor == Caught.FACTORS.getLast()) {
        return results;
      }
    }
    throw new IllegalStateException("there is a last factor");
  }

  static boolean isShown(Fault fault, List<Result> results) {
    return results.stream()
        .filter(result -> result.rule() == fault.rule())
        .anyMatch(fault.caught()::isShownBy);
  }

  private static List<Result> results(Fault fault, Options options) throws InterruptedException {
    Subject subject = ReferenceSubject.with(fault);
    return check(fault).run(subject, face(fault, subject), options);
  }

  private static Face face(Fault fault, Subject subject) {
    return check(fault).faces(subject).stream()
        .filter(face -> face.name().equals(fault.caught().face()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no face " + fault.caught()));
  }
}
