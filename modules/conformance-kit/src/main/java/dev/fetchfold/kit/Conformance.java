package dev.fetchfold.kit;

import dev.fetchfold.kit.rules.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs checks on a subject, without any test framework.
 *
 * <p>Most checks wait most of the time, so a number of them run at once; those marked {@link
 * Isolated} run one by one when the others have ended.
 */
public final class Conformance {
  private final Subject subject;
  private final Selection selection;
  private final Options options;
  private final List<Check> checks;
  private final Waivers waivers;
  private final Instant began = Instant.now();

  /**
   * Prepares a run.
   *
   * @param subject what to test
   * @param selection which rules and faces
   * @param options how
   */
  public Conformance(Subject subject, Selection selection, Options options) {
    this(subject, selection, options, checks());
  }

  /** With checks of one's own, for the tests of the kit. */
  Conformance(Subject subject, Selection selection, Options options, List<Check> checks) {
    this.subject = subject;
    this.selection = selection;
    this.options = options;
    this.checks = List.copyOf(checks);
    this.waivers = Waivers.of(subject);
  }

  /**
   * A check through a face, whose results are to come.
   *
   * @param check the check
   * @param face the face
   * @param results one per rule of the check
   */
  public record Pending(Check check, Face face, CompletableFuture<List<Result>> results) {

    /** Waits for what it saw of one of its rules. */
    Result result(Rule rule) {
      return results.join().get(check.rules().indexOf(rule));
    }
  }

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
   * @return what became of every selected rule
   */
  public List<Result> run() {
    return results(start());
  }

  /**
   * Waits for checks that were started.
   *
   * @param started what {@link #start} returned
   * @return what became of every selected rule
   */
  public List<Result> results(List<Pending> started) {
    List<Result> results = new ArrayList<>();
    started.forEach(pending -> results.addAll(pending.results().join()));
    results.removeIf(result -> !selection.takes(result.rule()));
    waived().forEach(waiver -> results.add(judged(waiver, started)));
    results.addAll(unseen());
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
   * Waits for checks that were started, and puts together what they found.
   *
   * @param started what {@link #start} returned
   * @return the report
   */
  public Report report(List<Pending> started) {
    List<Result> results = results(started);
    Duration took = Duration.between(began, Instant.now());
    return new Report(subject, selection, options, began, took, results);
  }

  /**
   * What is selected and cannot be seen: rules that no check observes, and rules through those of
   * the standard faces that the subject does not offer.
   *
   * @return results in state {@code NOT_OFFERED}, {@code UNTESTABLE} where the rule says why, else
   *     {@code ERROR}
   */
  public List<Result> unseen() {
    List<Result> results = new ArrayList<>(unobserved());
    results.addAll(notOffered());
    return results;
  }

  /** The waivers of the selected rules. */
  List<Waiver> waived() {
    return waivers.all().stream().filter(waiver -> selection.takes(waiver.rule())).toList();
  }

  /** What became of a waiver, once all checks of its rule have ended. */
  Result judged(Waiver waiver, List<Pending> started) {
    List<Result> ofRule =
        started.stream()
            .filter(pending -> pending.check().rules().contains(waiver.rule()))
            .map(pending -> pending.result(waiver.rule()))
            .toList();
    return Waivers.judged(waiver, selection, ofRule);
  }

  private List<Rule> observed() {
    return checks.stream().flatMap(check -> check.rules().stream()).toList();
  }

  private List<Result> unobserved() {
    List<Rule> observed = observed();
    return Arrays.stream(Rule.values())
        .filter(selection::takes)
        .filter(rule -> !observed.contains(rule))
        .map(Conformance::unobserved)
        .toList();
  }

  private static Result unobserved(Rule rule) {
    State state = rule.untestable().isPresent() ? State.UNTESTABLE : State.ERROR;
    return Result.unseen(
        rule, "none", state, rule.untestable().orElse("no check observes this rule"));
  }

  private List<Result> notOffered() {
    return missing().stream()
        .flatMap(face -> through(face).map(rule -> without(face, rule)))
        .toList();
  }

  private List<Face> missing() {
    List<String> offered = subject.faces().stream().map(Face::name).toList();
    return Face.standard().stream()
        .filter(face -> !offered.contains(face.name()))
        .filter(selection::takes)
        .toList();
  }

  private Stream<Rule> through(Face face) {
    return checks.stream()
        .filter(check -> !check.among(List.of(face)).isEmpty())
        .flatMap(check -> check.rules().stream())
        .filter(selection::takes)
        .distinct()
        .sorted();
  }

  private static Result without(Face face, Rule rule) {
    return Result.unseen(rule, face.name(), State.NOT_OFFERED, "the face " + face);
  }

  private List<Pending> planned() {
    return checks.stream()
        .filter(check -> check.rules().stream().anyMatch(selection::takes))
        .flatMap(this::planned)
        .toList();
  }

  private Stream<Pending> planned(Check check) {
    return check.faces(subject).stream()
        .filter(selection::takes)
        .map(face -> new Pending(check, face, new CompletableFuture<>()));
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
      pending.results().complete(tried(pending));
    } catch (Throwable t) {
      pending.results().completeExceptionally(new CompletionException(t));
    }
  }

  private List<Result> tried(Pending pending) throws InterruptedException {
    List<List<Result>> tries = new ArrayList<>();
    for (int i = 0; i < options.repeat(); i++) {
      tries.add(pending.check().run(subject, pending.face(), options));
    }
    return IntStream.range(0, pending.check().rules().size())
        .mapToObj(rule -> Result.of(tries.stream().map(results -> results.get(rule)).toList()))
        .map(waivers::applied)
        .toList();
  }
}
