package dev.fetchfold.kit.rules.run;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What became of futures. */
final class Futures {
  private Futures() {}

  /** What a future fails with, with nothing around it but the ExecutionException of {@code get}. */
  static Throwable thrownBy(Future<?> future) throws InterruptedException {
    try {
      return new AssertionError("nothing was thrown; the result is " + future.get());
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (java.util.concurrent.CancellationException e) {
      return e;
    }
  }
}
