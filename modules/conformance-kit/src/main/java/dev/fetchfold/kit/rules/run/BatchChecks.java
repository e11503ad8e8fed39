package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BATCH_01;
import static dev.fetchfold.kit.Rule.BATCH_02;
import static dev.fetchfold.kit.Rule.BATCH_03;
import static dev.fetchfold.kit.Rule.BATCH_04;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.Ended;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** BATCH-01 to BATCH-04: positions, emptiness, laziness, sources that fail. */
final class BatchChecks {

  @Observes(BATCH_01)
  void equalTargetsStaySeparate(Trial trial) throws Exception {
    expectSeparate(trial, Batch::of);
  }

  @Observes(BATCH_01)
  void equalTargetsOfALazySourceStaySeparate(Trial trial) throws Exception {
    expectSeparate(trial, Batch::from);
  }

  private interface Making {
    Batch of(List<Target> targets);
  }

  private static void expectSeparate(Trial trial, Making making) throws InterruptedException {
    OriginServer origin = trial.origin().on("/same", Script.text("same"));
    Target same = Target.of(origin.url("/same"));
    List<Target> targets = IntStream.range(0, 3).mapToObj(i -> same.tag(i)).toList();
    List<Outcome> outcomes = trial.open(Given.patient()).fetch(making.of(targets));
    trial.expectEqual("indices", Given.upTo(3), Given.indices(outcomes));
    trial.expectEqual("heads", 3, origin.ledger().headCount("/same"));
    List<Object> tags = outcomes.stream().map(o -> o.target().tag().orElse("")).toList();
    trial.expectEqual("tags by index", List.of(0, 1, 2), tags);
  }

  @Observes(
      value = BATCH_02,
      through = {FoldingFace.class, AskingFace.class})
  void emptyEndsAtOnce(Trial trial) throws Exception {
    OriginServer origin = trial.origin();
    Fetcher fetcher = trial.open(Given.patient());
    for (Batch batch : List.of(Batch.of(), Batch.from(List.of()), Batch.of().inOrder())) {
      Ended ended = trial.run(fetcher, batch).awaitEnd();
      boolean told =
          ended instanceof Ended.Normally normal
              && normal.end().equals(normal.end().map(end -> End.EXHAUSTED));
      trial.expect(told, "the normal end EXHAUSTED", ended);
    }
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  @Observes(BATCH_03)
  void windowHolds(Trial trial) throws Exception {
    trial.checkFirst("where a delivery makes room for the next target: before or after the return");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.patient());
    for (int window : List.of(1, 7)) {
      expectWindow(trial, fetcher, origin, window, Batch::asCompleted);
      expectWindow(trial, fetcher, origin, window, Batch::inOrder);
    }
  }

  private interface Ordering {
    Batch of(Batch batch);
  }

  private static void expectWindow(
      Trial trial, Fetcher fetcher, OriginServer origin, int window, Ordering ordering)
      throws InterruptedException {
    Meter meter = new Meter(trial, i -> Given.target(origin, "/w", i));
    Batch batch = ordering.of(meter.batch(window));
    Run run = trial.run(fetcher, batch, meter.counting(Handler.none()));
    run.awaitDelivered(12 * window);
    run.cancel();
    trial.expectCancelled(run);
    meter.expectWithin(trial, window);
  }

  @Observes(BATCH_04)
  void whatNextThrowsReachesTheCaller(Trial trial) throws Exception {
    IllegalStateException thrown = new IllegalStateException("thrown by next()");
    expectSame(trial, thrown, failingThird(trial, Feed.throwing(thrown)));
  }

  @Observes(BATCH_04)
  void whatNextSneaksReachesTheCaller(Trial trial) throws Exception {
    IOException thrown = new IOException("sneaked by next()");
    expectSame(trial, thrown, failingThird(trial, Feed.throwing(thrown)));
  }

  @Observes(BATCH_04)
  void whatHasNextThrowsReachesTheCaller(Trial trial) throws Exception {
    IllegalStateException thrown = new IllegalStateException("thrown by hasNext()");
    HangingOrigin held = new HangingOrigin(trial);
    Iterable<Target> source = () -> new FailingHasNext(held, thrown);
    Run run = trial.run(trial.open(Given.patient()), Batch.from(source));
    expectSame(trial, thrown, run);
    held.awaitAborted();
  }

  @Observes(BATCH_04)
  void whatIteratorThrowsReachesTheCaller(Trial trial) throws Exception {
    IllegalStateException thrown = new IllegalStateException("thrown by iterator()");
    Iterable<Target> source =
        () -> {
          throw thrown;
        };
    expectSame(trial, thrown, trial.run(trial.open(Given.patient()), Batch.from(source)));
  }

  @Observes(BATCH_04)
  void nullEndsTheRun(Trial trial) throws Exception {
    trial.expectThrown(failingThird(trial, index -> null), NullPointerException.class);
  }

  /** A run whose third target fails while the replies to the first two are held. */
  private static Run failingThird(Trial trial, Feed.Next third) throws InterruptedException {
    HangingOrigin held = new HangingOrigin(trial);
    Feed feed = Feed.of(3, index -> index < 2 ? held.target(index) : failing(held, third));
    Run run = trial.run(trial.open(Given.patient()), feed.batch());
    run.awaitEnd();
    held.awaitAborted();
    return run;
  }

  private static @Nullable Target failing(HangingOrigin held, Feed.Next third) throws Exception {
    held.awaitHeads(2);
    return third.at(2);
  }

  private static void expectSame(Trial trial, Throwable thrown, Run run)
      throws InterruptedException {
    trial.expectSame(thrown, trial.expectThrown(run, Throwable.class));
  }

  private static final class FailingHasNext implements Iterator<Target> {
    private final HangingOrigin held;
    private final RuntimeException thrown;
    private int index;

    FailingHasNext(HangingOrigin held, RuntimeException thrown) {
      this.held = held;
      this.thrown = thrown;
    }

    @Override
    public boolean hasNext() {
      if (index < 2) {
        return true;
      }
      try {
        held.awaitHeads(2);
      } catch (InterruptedException e) {
        throw new IllegalStateException("the source was interrupted before it could fail", e);
      }
      throw thrown;
    }

    @Override
    public Target next() {
      return held.target(index++);
    }
  }
}
