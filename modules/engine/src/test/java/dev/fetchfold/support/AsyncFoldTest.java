package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.End;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fold on an executor that belongs to the fetcher, and goes with it. */
class AsyncFoldTest {
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final Queue<Runnable> executor = new ArrayDeque<>();
  private final Late run = new Late();

  /** A run whose engine still settles targets when it has been cancelled. */
  private static final class Late implements Run {
    private @Nullable Receiver receiver;

    @Override
    public void start(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public void delivered(Outcome outcome) {}

    @Override
    public void cancel() {}

    void settles(Outcome outcome) {
      if (receiver != null) {
        receiver.outcome(outcome);
      }
    }

    void ends() {
      if (receiver != null) {
        receiver.end(End.EXHAUSTED);
      }
    }
  }

  private void execute() {
    while (!executor.isEmpty()) {
      executor.remove().run();
    }
  }

  private CompletableFuture<List<Outcome>> start() {
    return AsyncFold.start(runs, () -> run, Fold.byIndex(), executor::add);
  }

  @Test
  void afterTheEndOfItsRunTheExecutorIsAskedForNothing() {
    CompletableFuture<List<Outcome>> result = start();
    runs.shutdownNow();
    execute();
    assertTrue(result.isCompletedExceptionally());
    assertTrue(runs.released().isDone(), "the run has ended");
    run.settles(Samples.outcome(0)); // late, and the executor is shut down by now
    run.ends();
    assertEquals(0, executor.size(), "tasks after the end");
  }

  @Test
  void whatIsSettledBeforeTheEndIsFolded() throws Exception {
    CompletableFuture<List<Outcome>> result = start();
    execute();
    run.settles(Samples.outcome(0));
    execute();
    run.settles(Samples.outcome(1));
    run.ends();
    execute();
    assertEquals(2, result.get().size());
  }
}
