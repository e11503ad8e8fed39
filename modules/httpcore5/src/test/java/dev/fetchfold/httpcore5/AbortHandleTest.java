package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an abort ends, however early or late it comes. */
final class AbortHandleTest {
  private final List<String> ended = new ArrayList<>();
  private final AbortHandle handle = new AbortHandle();

  @Test
  void abortEndsWhatIsHeldNowAndOnlyOnce() throws Exception {
    handle.hold(() -> ended.add("look-up"));
    handle.hold(() -> ended.add("socket"));
    handle.abort();
    handle.abort();
    assertEquals(List.of("socket"), ended);
    assertThrows(AbortedException.class, handle::letGo);
  }

  @Test
  void abortThatCameBeforeEndsWhatIsHeldLater() {
    handle.abort();
    assertThrows(AbortedException.class, () -> handle.hold(() -> ended.add("socket")));
    assertEquals(List.of("socket"), ended);
  }

  @Test
  void abortThatComesTooLateEndsNothing() throws Exception {
    handle.hold(() -> ended.add("connection"));
    handle.letGo();
    handle.abort();
    assertEquals(List.of(), ended);
  }

  /** Either the call lets go, or the abort ends what it held: never both, never neither. */
  @Test
  void lettingGoAndAbortingExcludeEachOther() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      AbortHandle raced = new AbortHandle();
      AtomicInteger ends = new AtomicInteger();
      raced.hold(ends::incrementAndGet);
      CountDownLatch start = new CountDownLatch(1);
      Thread aborting = Thread.ofVirtual().start(() -> abort(raced, start));
      start.countDown();
      boolean letGo = letsGo(raced);
      Patience.join(aborting);
      assertEquals(letGo ? 0 : 1, ends.get());
    }
  }

  private static void abort(AbortHandle handle, CountDownLatch start) {
    try {
      Patience.await(start);
      handle.abort();
    } catch (InterruptedException e) {
      assertFalse(true, "nobody interrupts");
    }
  }

  private static boolean letsGo(AbortHandle handle) {
    try {
      handle.letGo();
      return true;
    } catch (AbortedException e) {
      return false;
    }
  }
}
