package dev.fetchfold.kit;

import dev.fetchfold.kit.rules.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Runs checks on a subject, without any test framework.
 *
 * <p>Most checks wait most of the time, so a number of them run at once; those marked {@link Apart}
 * run one by one when the others have ended.
 */
public final class Conformance {
  private final Subject subject;
  private final Selection selection;
  private final Options options;

  /**
   * Prepares a run.
   *
   * @param subject what to test
   * @param selection which rules and faces
   * @param options how
   */
  public Conformance(Subject subject, Selection selection, Options options) {
    this.subject = subject;
    this.selection = selection;
    this.options = options;
  }

  /**
   * A check through a face, whose results are to come.
   *
   * @param check the check
   * @param face the face
   * @param results one per rule of the check
   */
  public record Pending(Check check, Face face, CompletableFuture<List<Result>> results) {}

  /**
   * All checks of the kit.
   *
   * @return the checks
   */
  public static List<Check> checks() {
    return Check.of(Catalogue.classes());
  }

  /**
   * Runs the selected checks and waits for them.
   *
   * @return their results, and one per selected rule that no check observes
   */
  public List<Result> run() {
    List<Result> results = new ArrayList<>();
    start().forEach(pending -> results.addAll(pending.results().join()));
    results.removeIf(result -> !selection.takes(result.rule()));
    results.addAll(unobserved());
    return results;
  }

  /**
   * Starts the selected checks.
   *
   * @return what is to come
   */
  public List<Pending> start() {
    List<Pending> all = planned();
    Thread.ofVirtual().name("kit-conformance").start(() -> runAll(all));
    return all;
  }

  /**
   * The rules that are selected and that no check observes.
   *
   * @return one result per rule, in state {@code UNTESTABLE} where the rule says why, else {@code
   *     ERROR}
   */
  public List<Result> unobserved() {
    List<Rule> observed = checks().stream().flatMap(check -> check.rules().stream()).toList();
    return Arrays.stream(Rule.values())
        .filter(selection::takes)
        .filter(rule -> !observed.contains(rule))
        .map(Conformance::unobserved)
        .toList();
  }

  private static Result unobserved(Rule rule) {
    Optional<String> why = rule.untestable();
    return new Result(
        rule,
        "none",
        "none",
        why.isPresent() ? State.UNTESTABLE : State.ERROR,
        Duration.ZERO,
        "",
        why.orElse("no check observes this rule"),
        "",
        "",
        Optional.empty());
  }

  private List<Pending> planned() {
    List<Pending> all = new ArrayList<>();
    for (Check check : checks()) {
      if (check.rules().stream().anyMatch(selection::takes)) {
        check.faces(subject).stream()
            .filter(selection::takes)
            .forEach(face -> all.add(new Pending(check, face, new CompletableFuture<>())));
      }
    }
    return all;
  }

  private void runAll(List<Pending> all) {
    Semaphore places = new Semaphore(options.atOnce());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Pending pending : all) {
        if (!pending.check().isApart()) {
          places.acquireUninterruptibly();
          threads.execute(() -> run(pending, places));
        }
      }
    }
    all.stream().filter(pending -> pending.check().isApart()).forEach(this::run);
  }

  private void run(Pending pending, Semaphore places) {
    try {
      run(pending);
    } finally {
      places.release();
    }
  }

  private void run(Pending pending) {
    try {
      pending.results().complete(pending.check().run(subject, pending.face(), options));
    } catch (Throwable t) {
      pending.results().completeExceptionally(new CompletionException(t));
    }
  }
}
