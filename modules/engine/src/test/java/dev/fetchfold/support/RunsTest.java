package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may begin, who is waited for, and when everything is released (CLOSE-01 to CLOSE-04). */
class RunsTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> release = new CompletableFuture<>();
  private final Runs runs =
      new Runs(
          () -> {
            events.add("release");
            return release;
          });
  private final Runs.Member one = () -> events.add("shutdown 1");
  private final Runs.Member two = () -> events.add("shutdown 2");

  @Test
  void isReleasedOnceWhenTheLastRunHasEnded() {
    runs.begin(one);
    runs.begin(two);
    runs.end(one);
    runs.closeLater();
    runs.closeLater();
    assertEquals(List.of(), events);
    runs.end(two);
    runs.end(two);
    assertEquals(List.of("release"), events);
    assertFalse(runs.released().isDone());
    release.complete(null);
    assertTrue(runs.released().isDone());
  }

  @Test
  void isNotReleasedWhileItIsOpen() {
    runs.begin(one);
    runs.end(one);
    assertEquals(List.of(), events);
  }

  @Test
  void refusesRunsOnceClosingHasBegun() {
    runs.begin(one);
    runs.closeLater();
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> runs.begin(two));
    assertEquals("the fetcher is closed, expected an open one", refused.getMessage());
    runs.end(one);
    assertEquals(List.of("release"), events);
  }

  @Test
  void aShutdownTellsEveryRunAndRefusesNewOnes() {
    runs.begin(one);
    runs.shutdownNow();
    assertEquals(List.of("shutdown 1"), events);
    assertThrows(IllegalStateException.class, () -> runs.begin(two));
    runs.end(one);
    assertEquals(List.of("shutdown 1", "release"), events);
  }

  @Test
  void aShutdownOfNothingReleases() {
    runs.shutdownNow();
    assertEquals(List.of("release"), events);
  }

  @Test
  void aReleaseThatFailsIsOverToo() {
    runs.closeLater();
    release.completeExceptionally(new IllegalStateException("for a test"));
    assertFalse(runs.released().isCompletedExceptionally());
    runs.close();
  }

  @Test
  void nobodyElseCanCompleteTheRelease() {
    assertTrue(runs.released().complete(null));
    assertFalse(runs.released().isDone());
  }

  @Test
  void closeWaitsUntilEverythingIsReleased() throws Exception {
    FutureTask<Void> closing = new FutureTask<>(this::close, null);
    Thread thread = Thread.ofPlatform().daemon().start(closing);
    awaitWaiting(thread);
    assertEquals(List.of("release"), events);
    release.complete(null);
    closing.get(30, TimeUnit.SECONDS);
    assertEquals(List.of("release", "closed false"), events);
  }

  @Test
  void aCloseThatIsInterruptedCancelsAndWaitsOn() throws Exception {
    runs.begin(one);
    FutureTask<Void> closing = new FutureTask<>(this::close, null);
    Thread thread = Thread.ofPlatform().daemon().start(closing);
    awaitWaiting(thread);
    thread.interrupt();
    while (!events.contains("shutdown 1")) {
      Thread.onSpinWait();
    }
    awaitWaiting(thread);
    runs.end(one);
    release.complete(null);
    closing.get(30, TimeUnit.SECONDS);
    assertEquals(List.of("shutdown 1", "release", "closed true"), events);
  }

  private void close() {
    runs.close();
    events.add("closed " + Thread.currentThread().isInterrupted());
  }

  @Test
  void inACallbackCloseDoesNotWait() {
    runs.begin(one);
    var scope = runs.enter();
    runs.close();
    runs.leave(scope);
    assertEquals(List.of(), events);
  }

  /** A callback of one fetcher may fetch with another, whose callback closes both. */
  @Test
  void inACallbackWithinACallbackCloseDoesNotWaitForEither() {
    Runs inner = new Runs(() -> CompletableFuture.completedFuture(null));
    runs.begin(one);
    inner.begin(two);
    var outerMark = runs.enter();
    var innerMark = inner.enter();
    runs.close();
    inner.close();
    inner.leave(innerMark);
    runs.close();
    runs.leave(outerMark);
    assertEquals(List.of(), events);
  }

  /** Only a callback that has returned is waited for. */
  @Test
  void aCallbackThatHasReturnedIsNoneAnyMore() {
    runs.begin(one);
    Runs inner = new Runs(() -> CompletableFuture.completedFuture(null));
    var outerMark = runs.enter();
    inner.leave(inner.enter());
    runs.leave(outerMark);
    release.complete(null);
    Thread main = Thread.currentThread();
    Thread.ofPlatform().daemon().start(() -> endWhenWaiting(main));
    runs.close();
    assertEquals(List.of("ends", "release"), events);
  }

  private void endWhenWaiting(Thread thread) {
    awaitWaiting(thread);
    events.add("ends");
    runs.end(one);
  }

  @Test
  void resolverAndAddressPolicyAreCallbacks() throws Exception {
    runs.begin(one);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    FetcherConfig marked =
        runs.marking(
            FetcherConfig.defaults()
                .resolver(
                    host -> {
                      runs.close();
                      events.add("resolve " + host);
                      return List.of(loopback);
                    })
                .addresses(
                    address -> {
                      runs.close();
                      events.add("allow " + address.equals(loopback));
                      return address.equals(loopback);
                    }));
    assertEquals(List.of(loopback), marked.resolver().resolve("a.example"));
    assertTrue(marked.addresses().allows(loopback));
    assertFalse(marked.addresses().allows(InetAddress.getByName("10.0.0.1")));
    assertEquals(List.of("resolve a.example", "allow true", "allow false"), events);
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
