package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BATCH_07;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Blocking;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** BATCH-07: sources that are closed, or spent. */
final class SourceChecks {

  /** A closeable source, and how often it was closed and iterated. */
  private static final class Closeable implements Iterable<Target>, AutoCloseable {
    private final Feed feed;
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger iterations = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    Closeable(Feed feed) {
      this.feed = feed;
    }

    @Override
    public Iterator<Target> iterator() {
      iterations.incrementAndGet();
      return feed.iterator();
    }

    @Override
    public void close() {
      closes.incrementAndGet();
      closed.countDown();
    }

    /** Closing the fetcher waits for the source's thread too: after that no close can follow. */
    void expectClosedOnce(Trial trial, Fetcher fetcher) throws InterruptedException {
      closed.await();
      fetcher.close();
      trial.expectEqual("closes of the source", 1, closes.get());
    }
  }

  @Observes(BATCH_07)
  void closedOnceAtExhaustion(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.of(5, held::quick));
    Fetcher fetcher = trial.open(Given.patient());
    trial.run(fetcher, Batch.from(source)).awaitAll();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceAtCancel(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.endless(trial, held::target));
    Fetcher fetcher = trial.open(Given.patient());
    Run run = trial.run(fetcher, Batch.from(source).window(5));
    held.awaitHeads(5);
    run.cancel();
    run.cancel();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceWhenItBlocks(Trial trial) throws Exception {
    Blocking blocking = new Blocking();
    Closeable source = new Closeable(Feed.endless(trial, index -> blocking.next()));
    Fetcher fetcher = trial.open(Given.patient());
    Run run = trial.run(fetcher, Batch.from(source));
    blocking.awaitAsked();
    run.cancel();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceWhenItThrows(Trial trial) throws Exception {
    Closeable source = new Closeable(Feed.endless(trial, index -> null));
    Fetcher fetcher = trial.open(Given.patient());
    trial.expectThrown(trial.run(fetcher, Batch.from(source)), NullPointerException.class);
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceWhenTheConsumerThrows(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.endless(trial, held::quick));
    Fetcher fetcher = trial.open(Given.patient());
    Handler throwing =
        outcome -> {
          throw new IllegalStateException("thrown by the consumer");
        };
    trial.run(fetcher, Batch.from(source).window(5), throwing).awaitEnd();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceAtTheDeadline(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.endless(trial, held::target));
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.from(source).window(5).within(Duration.ofMillis(100));
    trial.run(fetcher, batch).awaitAll();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void closedOnceAtShutdown(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.endless(trial, held::target));
    Fetcher fetcher = trial.open(Given.patient());
    Run run = trial.run(fetcher, Batch.from(source).window(5));
    held.awaitHeads(5);
    fetcher.shutdownNow();
    run.awaitEnd();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(value = BATCH_07, through = FoldingFace.class)
  void closedOnceAtStop(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.endless(trial, held::quick));
    Fetcher fetcher = trial.open(Given.patient());
    Fold<Object> first = Folds.asObject(Fold.first(Outcome::ok));
    Batch batch = Batch.from(source).window(5);
    trial.face(FoldingFace.class).fold(fetcher, batch, first).result().toCompletableFuture().get();
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void aCloseableIteratorIsClosedByEachRun(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Iterable<Target> source =
        () -> new ClosingIterator(opened, closed, Feed.of(2, held::quick).iterator());
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.from(source);
    trial.run(fetcher, batch).awaitAll();
    trial.run(fetcher, batch).awaitAll();
    fetcher.close();
    trial.expectEqual(
        "iterators opened and closed", List.of(2, 2), List.of(opened.get(), closed.get()));
  }

  private record ClosingIterator(
      AtomicInteger opened, AtomicInteger closed, Iterator<Target> targets)
      implements Iterator<Target>, AutoCloseable {
    ClosingIterator {
      opened.incrementAndGet();
    }

    @Override
    public boolean hasNext() {
      return targets.hasNext();
    }

    @Override
    public Target next() {
      return targets.next();
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Observes(BATCH_07)
  void aSpentSourceIsRefused(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Closeable source = new Closeable(Feed.of(2, held::quick));
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.from(source);
    trial.run(fetcher, batch).awaitAll();
    expectRefused(trial, fetcher, batch, held);
    trial.expectEqual("iterations of the source", 1, source.iterations.get());
    source.expectClosedOnce(trial, fetcher);
  }

  @Observes(BATCH_07)
  void aSourceInUseIsRefused(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    Batch batch = Batch.from(new Closeable(Feed.of(2, held::target)));
    trial.run(fetcher, batch);
    held.awaitHeads(2);
    trial.expectRefused(trial.run(fetcher, batch));
  }

  @Observes(BATCH_07)
  void aStreamServesOneRun(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    AtomicInteger closes = new AtomicInteger();
    Stream<Target> stream = Stream.iterate(0, i -> i + 1).limit(2).map(held::quick);
    Batch batch = Batch.from(stream.onClose(closes::incrementAndGet));
    Fetcher fetcher = trial.open(Given.patient());
    trial.run(fetcher, batch).awaitAll();
    expectRefused(trial, fetcher, batch, held);
    fetcher.close();
    trial.expectEqual("closes of the stream", 1, closes.get());
  }

  private static void expectRefused(Trial trial, Fetcher fetcher, Batch batch, HangingOrigin held)
      throws InterruptedException {
    trial.expectRefused(trial.run(fetcher, batch));
    held.ledger().fence();
    trial.expectEqual("heads after the refusal", 2, held.ledger().headCount());
  }
}
