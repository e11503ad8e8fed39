package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is taken of a source, when, and how it ends (BATCH-03, BATCH-08, TIME-04). */
class IntakeTest {
  private static final Target TARGET = Target.of("http://a/");
  private static final int SECONDS = 30;

  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Thread> taker = new CompletableFuture<>();
  private @Nullable Deadline deadline;

  /** Puts down what it is told. */
  private class Recorder implements Intake.Sink {
    @Override
    public void taken(Taken taken) {
      events.add("taken " + taken.index());
    }

    @Override
    public void exhausted() {
      events.add(deadline().end() == End.DEADLINE ? "cut" : "exhausted");
    }

    @Override
    public void failed(Throwable failure) {
      events.add("failed " + failure.getMessage());
    }
  }

  @Test
  void aKnownSourceIsTakenAsFarAsThereIsRoom() {
    Intake intake = intake(known(4), 2);
    intake.start(new Recorder());
    assertEquals(List.of("taken 0", "taken 1"), List.copyOf(events));
    intake.delivered();
    assertEquals(List.of("taken 0", "taken 1", "taken 2"), List.copyOf(events));
    intake.delivered();
    intake.delivered();
    intake.delivered();
    assertEquals(
        List.of("taken 0", "taken 1", "taken 2", "taken 3", "exhausted"), List.copyOf(events));
  }

  /** BOUND-04. */
  @Test
  void aSinkThatMakesRoomAtOnceDoesNotRecurse() {
    AtomicInteger taken = new AtomicInteger();
    CompletableFuture<Intake> self = new CompletableFuture<>();
    Intake intake = intake(known(100_000), 1);
    self.complete(intake);
    intake.start(
        new Recorder() {
          @Override
          public void taken(Taken next) {
            assertEquals(taken.getAndIncrement(), next.index());
            self.join().delivered();
          }
        });
    assertEquals(100_000, taken.get());
    assertEquals(List.of("exhausted"), List.copyOf(events));
  }

  @Test
  void aKnownSourceThatIsStoppedSaysNothingMore() {
    Intake intake = intake(known(1), 1);
    intake.start(new Recorder());
    intake.stop();
    intake.delivered();
    assertEquals(List.of("taken 0"), List.copyOf(events));
  }

  @Test
  void aStopWhileTheEndIsBeingFoundLeavesItUntold() {
    CompletableFuture<Intake> self = new CompletableFuture<>();
    Intake intake = intake(known(5), 9);
    self.complete(intake);
    intake.start(
        new Recorder() {
          @Override
          public void taken(Taken next) {
            super.taken(next);
            self.join().stop();
          }
        });
    assertEquals(List.of("taken 0"), List.copyOf(events));
  }

  /** Its targets are all there: they are taken, and late. */
  @Test
  void theDeadlineCutsNoKnownSource() {
    Intake intake = intake(known(2), 1);
    intake.start(new Recorder());
    intake.cut();
    intake.delivered();
    intake.delivered();
    assertEquals(List.of("taken 0", "taken 1", "exhausted"), List.copyOf(events));
  }

  /** DEMAND-02: what the third call of next() finds delivered was so before it was made. */
  @Test
  void aLazySourceIsAskedWhenThereIsRoom() throws Exception {
    AtomicInteger delivered = new AtomicInteger();
    BlockingQueue<Integer> atCall = new LinkedBlockingQueue<>();
    Intake intake =
        intake(
            lazy(
                () -> {
                  atCall.add(delivered.get());
                  return TARGET;
                }),
            2);
    intake.start(new Recorder());
    expect("taken 0", "taken 1");
    assertEquals(List.of(0, 0), List.copyOf(atCall));
    awaitWaiting(taker());
    delivered.incrementAndGet();
    intake.delivered();
    expect("taken 2");
    assertEquals(List.of(0, 0, 1), List.copyOf(atCall));
    intake.stop();
    expect("closed");
    expectNothingMore();
  }

  @Test
  void aLazySourceIsClosedBeforeItsEndIsTold() throws Exception {
    Intake intake = intake(lazyOf(3), 9);
    intake.start(new Recorder());
    expect("taken 0", "taken 1", "taken 2", "closed", "exhausted");
    expectNothingMore();
  }

  @Test
  void whatALazySourceThrowsIsTold() throws Exception {
    Supplier<Target> thrower =
        () -> {
          throw new IllegalStateException("broken");
        };
    Intake intake = intake(lazy(thrower), 9);
    intake.start(new Recorder());
    expect("closed", "failed broken");
    expectNothingMore();
  }

  @Test
  void aStopInterruptsASourceThatBlocks() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Intake intake =
        intake(
            lazy(
                () -> {
                  asked.countDown();
                  awaitInterrupt();
                  return TARGET;
                }),
            9);
    intake.start(new Recorder());
    await(asked);
    intake.stop();
    intake.stop();
    expect("interrupted", "closed");
    expectNothingMore();
  }

  /** The interrupt was meant for the question, and not for the closing of what was asked. */
  @Test
  void aSourceThatIgnoresAnInterruptIsClosedWithoutIt() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Stream<Target> stream =
        Stream.generate(
                () -> {
                  taker.complete(Thread.currentThread());
                  asked.countDown();
                  awaitIgnoringInterrupts(answer);
                  return TARGET;
                })
            .onClose(() -> events.add("closed " + Thread.currentThread().isInterrupted()));
    Intake intake = intake(Batch.from(stream), 9);
    intake.start(new Recorder());
    await(asked);
    intake.stop();
    answer.countDown();
    expect("closed false");
    expectNothingMore();
  }

  @Test
  void aCutDoesNotWaitForASourceThatBlocks() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Intake intake =
        intake(
            lazy(
                () -> {
                  asked.countDown();
                  awaitIgnoringInterrupts(answer);
                  return TARGET;
                }),
            9);
    intake.start(new Recorder());
    await(asked);
    intake.cut();
    assertEquals(List.of("cut"), List.copyOf(events));
    intake.cut();
    answer.countDown();
    expect("cut", "closed");
    expectNothingMore();
  }

  @Test
  void aCutOfASourceThatIsNotAskedIsToldWhenItIsClosed() throws Exception {
    Intake intake = intake(lazy(() -> TARGET), 1);
    intake.start(new Recorder());
    expect("taken 0");
    awaitWaiting(taker());
    intake.cut();
    expect("closed", "cut");
    expectNothingMore();
  }

  @Test
  void afterAStopACutIsNotTold() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Intake intake =
        intake(
            lazy(
                () -> {
                  asked.countDown();
                  awaitIgnoringInterrupts(answer);
                  return TARGET;
                }),
            9);
    intake.start(new Recorder());
    await(asked);
    intake.stop();
    intake.cut();
    answer.countDown();
    expect("closed");
    expectNothingMore();
  }

  /** A subscriber's requests and the window's room both count. */
  @Test
  void noMoreIsTakenThanRequested() {
    Intake intake = intake(known(4), 2);
    Requester requester = new Requester();
    intake.subscribe(requester);
    assertEquals(List.of(), List.copyOf(events));
    requester.request(1);
    assertEquals(List.of("taken 0"), List.copyOf(events));
    requester.request(2);
    assertEquals(List.of("taken 0", "taken 1"), List.copyOf(events));
    intake.delivered();
    intake.delivered();
    assertEquals(List.of("taken 0", "taken 1", "taken 2"), List.copyOf(events));
    requester.request(Long.MAX_VALUE);
    requester.request(Long.MAX_VALUE);
    intake.delivered();
    assertEquals(
        List.of("taken 0", "taken 1", "taken 2", "taken 3", "exhausted"), List.copyOf(events));
  }

  @Test
  void aLazySourceIsAskedWhenMoreIsRequested() throws Exception {
    Intake intake = intake(lazy(() -> TARGET), 9);
    Requester requester = new Requester();
    intake.subscribe(requester);
    requester.request(1);
    expect("taken 0");
    awaitWaiting(taker());
    requester.request(1);
    expect("taken 1");
    requester.cancel();
    expect("closed");
    expectNothingMore();
  }

  /** Puts down what it is told, too. */
  private final class Requester implements Flow.Subscriber<Taken> {
    private final Recorder recorder = new Recorder();
    private Flow.@Nullable Subscription subscription;

    void request(long n) {
      Objects.requireNonNull(subscription).request(n);
    }

    void cancel() {
      Objects.requireNonNull(subscription).cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public void onNext(Taken taken) {
      recorder.taken(taken);
    }

    @Override
    public void onError(Throwable failure) {
      recorder.failed(failure);
    }

    @Override
    public void onComplete() {
      recorder.exhausted();
    }
  }

  /** TIME-04: be the timer that cuts it late. */
  @Test
  void afterTheDeadlineALazySourceIsNotAsked() throws Exception {
    Batch batch =
        lazy(() -> {
              events.add("asked");
              return TARGET;
            })
            .within(Duration.ofNanos(1));
    Intake intake = intake(batch, 9);
    intake.start(new Recorder());
    expect("closed", "cut");
  }

  private Intake intake(Batch batch, int window) {
    Deadline begun = new Deadline(FetcherConfig.defaults(), batch);
    deadline = begun;
    return new Intake(new Targets(batch.source(), runs), window, begun);
  }

  private Deadline deadline() {
    return Objects.requireNonNull(deadline);
  }

  private static Batch known(int count) {
    return Batch.of(Collections.nCopies(count, TARGET));
  }

  private Batch lazyOf(int count) {
    Iterator<Target> targets =
        IntStream.range(0, count)
            .mapToObj(
                i -> {
                  taker.complete(Thread.currentThread());
                  return TARGET;
                })
            .iterator();
    Iterable<Target> once = () -> targets;
    return Batch.from(
        StreamSupport.stream(once.spliterator(), false).onClose(() -> events.add("closed")));
  }

  private Batch lazy(Supplier<Target> next) {
    return Batch.from(
        Stream.generate(
                () -> {
                  taker.complete(Thread.currentThread());
                  return next.get();
                })
            .onClose(() -> events.add("closed")));
  }

  private void expect(String... expected) throws InterruptedException {
    for (String event : expected) {
      assertEquals(event, events.poll(SECONDS, TimeUnit.SECONDS));
    }
  }

  /** The thread that asks has ended, and nobody else says anything. */
  private void expectNothingMore() throws Exception {
    assertTrue(taker().join(Duration.ofSeconds(SECONDS)), "the thread of the source ends");
    assertEquals(List.of(), List.copyOf(events));
  }

  private Thread taker() throws Exception {
    return Objects.requireNonNull(taker.get(SECONDS, TimeUnit.SECONDS));
  }

  private static void awaitWaiting(Thread thread) {
    long began = System.nanoTime();
    while (thread.getState() != Thread.State.WAITING) {
      assertFalse(System.nanoTime() - began > SECONDS * 1_000_000_000L, "it waits for room");
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
  }

  private void awaitInterrupt() {
    try {
      assertNotNull(new LinkedBlockingQueue<String>().poll(SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      events.add("interrupted");
    }
  }

  private static void awaitIgnoringInterrupts(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        assertTrue(latch.await(SECONDS, TimeUnit.SECONDS));
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
