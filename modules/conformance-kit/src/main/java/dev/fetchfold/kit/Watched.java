package dev.fetchfold.kit;

import dev.fetchfold.origin.Overdue;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * One run of a check under a watchdog.
 *
 * <p>It has a platform thread of its own: a fetcher that spins on virtual threads must not be able
 * to stop its judge.
 */
final class Watched {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration CURIOUS = Duration.ofSeconds(10);
  private static final int SLICES = 10;
  private static final int PATIENCE = 10;
  private static final String KIT = Watched.class.getPackageName() + ".";

  private final Check check;
  private final Face face;
  private final Trial trial;
  private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

  Watched(Check check, Subject subject, Face face) {
    this.check = check;
    this.face = face;
    this.trial = new Trial(subject, face);
  }

  private record Verdict(
      State state, String expected, String observed, String timeline, Optional<Throwable> cause) {
    static Verdict pass() {
      return new Verdict(State.PASS, "", "", "", Optional.empty());
    }
  }

  Result run(Duration watchdog) throws InterruptedException {
    long began = System.nanoTime();
    Thread thread = Thread.ofPlatform().daemon().name("kit-check-" + check.name()).start(this::go);
    if (hangs(thread, watchdog)) {
      verdict.complete(trial.breach().map(this::thrown).orElseGet(() -> hanging(thread, watchdog)));
      giveUp(thread);
    }
    return result(verdict.join(), Duration.ofNanos(System.nanoTime() - began));
  }

  /**
   * A check hangs if nothing at all happens for the watchdog's time, or if it goes on for many
   * times that: a machine that is merely slow is not taken for a broken fetcher.
   */
  private boolean hangs(Thread thread, Duration watchdog) throws InterruptedException {
    Duration slice = watchdog.dividedBy(SLICES);
    long seen = trial.progress();
    int idle = 0;
    for (int slices = 0; idle < SLICES && slices < SLICES * PATIENCE; slices++) {
      long began = System.nanoTime();
      if (thread.join(slice)) {
        return false;
      }
      long now = trial.progress();
      boolean late = System.nanoTime() - began > 2 * slice.toNanos(); // K5: the machine, not us
      idle = now == seen && !late ? idle + 1 : 0;
      seen = now;
    }
    return true;
  }

  private void go() {
    trial.wakeWith(Thread.currentThread()::interrupt);
    Verdict made = judged();
    trial.wakeWith(() -> {});
    Thread.interrupted(); // what woke the check is not meant for what it closes
    try {
      trial.close();
    } catch (Throwable t) {
      made = made.state() == State.PASS ? thrown(t) : made;
    }
    verdict.complete(made);
  }

  private Verdict judged() {
    try {
      check.call(trial);
      return trial.breach().map(this::thrown).orElseGet(Verdict::pass);
    } catch (Throwable t) {
      return thrown(trial.breach().map(Throwable.class::cast).orElse(t));
    }
  }

  private Verdict thrown(Throwable thrown) {
    Optional<Throwable> cause = Optional.of(thrown);
    String timeline = timeline();
    return switch (thrown) {
      case Mismatch m -> new Verdict(State.FAIL, m.expected(), m.observed(), timeline, cause);
      case NotOffered n ->
          new Verdict(State.NOT_OFFERED, "", String.valueOf(n.getMessage()), "", Optional.empty());
      case Overdue o ->
          new Verdict(State.TIMEOUT, o.what(), "nothing of the kind", timeline, cause);
      case AssertionError e ->
          new Verdict(State.FAIL, "", String.valueOf(e.getMessage()), timeline, cause);
      default -> new Verdict(State.ERROR, "no exception", thrown.toString(), timeline, cause);
    };
  }

  /** Whatever happens here, a verdict is due. */
  private String timeline() {
    try {
      return trial.timeline();
    } catch (RuntimeException | Error e) {
      return "no timeline: " + e;
    }
  }

  private Verdict hanging(Thread thread, Duration watchdog) {
    String expected = "a check that ends; nothing happens for " + watchdog.toSeconds() + " s";
    return new Verdict(
        State.TIMEOUT,
        expected,
        "it waits in " + waiting(thread),
        timeline() + "\n" + threads(watchdog),
        Optional.of(stuck(thread)));
  }

  /**
   * Whoever has so little patience expects a hang and knows why. JDK 25 has been seen to crash in a
   * dump of virtual threads that run, so it is not made for nothing.
   */
  private static String threads(Duration watchdog) {
    return watchdog.compareTo(CURIOUS) < 0 ? "" : ThreadDump.ours();
  }

  /** The calls within the kit, from where it waits up to the check: what never came. */
  private static String waiting(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith(KIT))
        .takeWhile(frame -> !frame.getClassName().equals(Check.class.getName()))
        .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
        .collect(Collectors.joining(", called by "));
  }

  /** The stack of the check, as the cause that a test report shows. */
  private static Throwable stuck(Thread thread) {
    Throwable stack = new Throwable("where the check waits");
    stack.setStackTrace(thread.getStackTrace());
    return stack;
  }

  private void giveUp(Thread thread) throws InterruptedException {
    thread.interrupt();
    if (!thread.join(GRACE)) {
      Thread.ofPlatform().daemon().name("kit-give-up").start(this::closeAlone);
    }
  }

  private void closeAlone() {
    try {
      trial.close();
    } catch (Throwable t) {
      // The check is lost already; this only frees what it held.
    }
  }

  private Result result(Verdict made, Duration time) {
    return new Result(
        check.rules().get(0),
        check.name(),
        face.name(),
        made.state(),
        time,
        made.expected(),
        made.observed(),
        made.state().isBad() ? trial.checkFirst() : "",
        made.timeline(),
        made.cause());
  }
}
