package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** FOLD-06: whose an interrupt is, and that none is lost in a callback nor outlives it. */
class InterruptsTest {
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private void call(Runnable callback) {
    runs.call(
        () -> {
          callback.run();
          return true;
        });
  }

  @Test
  void whatACallbackLeavesEndsWithIt() {
    call(Thread.currentThread()::interrupt);
    assertFalse(Thread.interrupted());
  }

  @Test
  void whatWasThereBeforeIsThereAfterwards() {
    Thread.currentThread().interrupt();
    call(Thread::interrupted);
    assertTrue(Thread.interrupted());
  }

  @Test
  void oneThatIsOrderedOutlivesTheCallbackThatTookIt() {
    try (Interrupts interrupts = Interrupts.accept()) {
      call(
          () -> {
            interrupts.interrupt();
            Thread.interrupted();
          });
      assertTrue(Thread.currentThread().isInterrupted());
      assertTrue(interrupts.ordered());
      call(() -> {});
      assertTrue(Thread.currentThread().isInterrupted(), "and the next one");
    }
    assertFalse(Thread.interrupted(), "when it is over");
  }

  @Test
  void oneThatIsNotOrderedDoesNot() {
    try (Interrupts interrupts = Interrupts.accept()) {
      call(Thread.currentThread()::interrupt);
      assertFalse(Thread.interrupted());
      assertFalse(interrupts.ordered());
    }
  }

  @Test
  void afterTheCloseNoneArrives() {
    Interrupts late = Interrupts.accept();
    late.close();
    late.interrupt();
    assertFalse(Thread.interrupted());
    assertFalse(late.ordered());
  }

  /** The timeout of an exchange is over with it, the cancel of its run is not. */
  @Test
  void thatOfAnInnerScopeEndsWithIt() {
    try (Interrupts outer = Interrupts.accept()) {
      Interrupts inner = Interrupts.accept();
      inner.interrupt();
      inner.close();
      assertFalse(Thread.currentThread().isInterrupted());
      Interrupts next = Interrupts.accept();
      next.interrupt();
      outer.interrupt();
      next.close();
      assertTrue(Thread.currentThread().isInterrupted());
      assertTrue(outer.ordered());
    }
  }

  @Test
  void oneThatWasObeyedIsOver() {
    try (Interrupts interrupts = Interrupts.accept()) {
      interrupts.interrupt();
      interrupts.obeyed();
      assertFalse(Thread.interrupted());
      call(() -> {});
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void onTheCallersThreadNothingIsDropped() {
    Runs.CallbackScope scope = runs.enterOnCallersThread();
    Thread.currentThread().interrupt();
    runs.leave(scope);
    assertTrue(Thread.interrupted());
  }
}
