package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.origin.OriginServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** How a check is judged, and what it leaves behind. */
class CheckTest {
  private static final List<String> CLOSED = Collections.synchronizedList(new ArrayList<>());
  private static final Semaphore INTERRUPTED = new Semaphore(0);
  private static final Options BRIEF = new Options(1, Duration.ofMillis(200));

  /** Checks of every fate. */
  static final class Fates {
    @Observes(Rule.BATCH_01)
    void passes(Trial trial) {
      trial.keep(() -> CLOSED.add("first"));
      trial.keep(() -> CLOSED.add("second"));
      trial.expectEqual("sum", 2, 1 + 1);
    }

    @Observes(Rule.BATCH_01)
    void fails(Trial trial) {
      OriginServer origin = trial.origin();
      trial.checkFirst("the sum");
      trial.expectEqual("sum at " + origin.port(), 3, 1 + 1);
    }

    @Observes(Rule.BATCH_01)
    void errs(Trial trial) {
      trial.open(FetcherConfig.defaults());
    }

    @Observes(Rule.BATCH_01)
    void hangs(Trial trial) throws Exception {
      trial.keep(() -> CLOSED.add("after the hang"));
      new CountDownLatch(1).await();
    }

    @Observes(Rule.BATCH_01)
    void leavesATaskThatHangs(Trial trial) throws Exception {
      CountDownLatch runs = new CountDownLatch(1);
      Future<?> task = trial.background("hanging", () -> new Blocked().block(runs));
      trial.evidence(() -> "task " + task);
      runs.await(); // one that has not begun is never run, and notices nothing
    }

    @Observes(Rule.FOLD_04)
    void needsMore(Trial trial) {
      trial.nonBlockingThread().execute(() -> {});
    }

    @Observes({Rule.BATCH_03, Rule.BATCH_01})
    void seesTwoRules(Trial trial) {}

    @Observes(value = Rule.BATCH_03, through = AskingFace.class)
    void asks(Trial trial) {}

    @Observes(Rule.BATCH_03)
    @SingleRun
    void choosesItsFaces(Trial trial) {}
  }

  private static final class Blocked {
    boolean block(CountDownLatch runs) throws InterruptedException {
      runs.countDown();
      try {
        new CountDownLatch(1).await();
        return true;
      } catch (InterruptedException e) {
        INTERRUPTED.release();
        throw e;
      }
    }
  }

  @Test
  void aCheckThatPassesClosesWhatItOpenedInReverse() throws Exception {
    CLOSED.clear();
    assertEquals(State.PASS, run("passes").state());
    assertEquals(List.of("second", "first"), CLOSED);
  }

  @Test
  void aFailureSaysWhatWasExpectedAndSeen() throws Exception {
    Result result = run("fails");
    assertEquals(State.FAIL, result.state());
    assertTrue(result.expected().matches("sum at \\d+: 3"), result.expected());
    assertEquals("2", result.observed());
    String message = result.message();
    assertTrue(message.contains("BATCH-01") && message.contains("check first: the sum"), message);
  }

  @Test
  void anExceptionThatIsNoExpectationIsAnError() throws Exception {
    Result result = run("errs");
    assertEquals(State.ERROR, result.state());
    assertTrue(result.observed().contains("opens a fetcher"), result.observed());
  }

  @Test
  void aCheckThatHangsIsGivenUpAndCleanedUp() throws Exception {
    CLOSED.clear();
    Result result = run("hangs");
    assertEquals(State.TIMEOUT, result.state());
    assertTrue(result.cause().orElseThrow().getStackTrace().length > 0);
    assertEquals(List.of("after the hang"), CLOSED);
  }

  @Test
  void aTaskIsInterruptedWhenItsCheckEnds() throws Exception {
    INTERRUPTED.drainPermits();
    assertEquals(State.PASS, run("leavesATaskThatHangs").state());
    INTERRUPTED.acquire();
  }

  @Test
  void whatIsNotOfferedIsNotPassed() throws Exception {
    Result result = run("needsMore");
    assertEquals(State.NOT_OFFERED, result.state());
    assertFalse(result.observed().isEmpty());
  }

  @Test
  void aCheckOfTwoRulesHasAResultForEach() throws Exception {
    Check check = check("seesTwoRules");
    List<Result> results = check.run(new Nothing(), Face.iterate(), BRIEF);
    assertEquals(
        List.of(Rule.BATCH_03, Rule.BATCH_01), results.stream().map(Result::rule).toList());
  }

  @Test
  void facesFollowFromTheRulesUnlessTheCheckSaysOtherwise() {
    assertEquals(List.of("fetch"), faces("passes"));
    assertEquals(List.of("fetch", "fetchAsync", "publisher", "iterate"), faces("seesTwoRules"));
    assertEquals(List.of("publisher", "iterate"), faces("asks"));
    assertEquals(List.of("fetch"), faces("choosesItsFaces"));
  }

  private static List<String> faces(String name) {
    return check(name).faces(new Nothing()).stream().map(Face::name).toList();
  }

  private static Result run(String name) throws InterruptedException {
    return check(name).run(new Nothing(), FoldingFace.fetch(), BRIEF).get(0);
  }

  private static Check check(String name) {
    return Check.of(List.of(Fates.class)).stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
