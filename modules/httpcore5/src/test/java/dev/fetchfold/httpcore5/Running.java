package dev.fetchfold.httpcore5;

import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A call on a thread of its own, and how it is aborted. */
final class Running {
  /** The kinds of threads, and the ways to abort on them. */
  enum Way {
    INTERRUPT_A_VIRTUAL_THREAD,
    ABORT_ON_A_VIRTUAL_THREAD,
    ABORT_ON_A_PLATFORM_THREAD
  }

  /** How a call ended. */
  sealed interface End {}

  record Replied(Reply reply) implements End {}

  record Threw(Throwable thrown) implements End {}

  /** What a thread that waits for a socket is inside of: a native method, where it can. */
  private static final Set<String> BLOCKED = Set.of("park", "read0", "write0");

  private final Way way;
  private final ClassicCall call;
  private final Thread thread;
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private volatile boolean interrupted;

  private Running(Way way, ClassicCall call) {
    this.way = way;
    this.call = call;
    Thread.Builder builder =
        way == Way.ABORT_ON_A_PLATFORM_THREAD ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    thread = builder.unstarted(this::execute);
  }

  static Running prepare(ClassicClient client, Attempt attempt, Way way) {
    return new Running(way, client.call(attempt));
  }

  static Running start(ClassicClient client, Attempt attempt, Way way) {
    return prepare(client, attempt, way).start();
  }

  /** Runs that when the call has ended. */
  Running whenEnded(Runnable then) {
    end.whenComplete((ended, impossible) -> then.run());
    return this;
  }

  Running start() {
    thread.start();
    return this;
  }

  /** A thread that is not started yet cannot be interrupted, so it will interrupt itself. */
  void abortBeforeStart() {
    if (way == Way.INTERRUPT_A_VIRTUAL_THREAD) {
      interrupted = true;
    } else {
      call.abort();
    }
  }

  private void execute() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      end.complete(new Replied(call.execute()));
    } catch (Throwable thrown) {
      end.complete(new Threw(thrown));
    }
  }

  void abort() {
    if (way == Way.INTERRUPT_A_VIRTUAL_THREAD) {
      thread.interrupt();
    } else {
      call.abort();
    }
  }

  /** What execute throws when aborted this way. */
  Class<? extends Exception> thrown() {
    return way == Way.INTERRUPT_A_VIRTUAL_THREAD
        ? InterruptedException.class
        : AbortedException.class;
  }

  /** Waits until the thread is inside that method. */
  void awaitInside(String method) {
    Patience.until(() -> isInside(method) && isBlocked());
  }

  private boolean isInside(String method) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals(method));
  }

  private boolean isBlocked() {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> BLOCKED.contains(frame.getMethodName()));
  }

  End end() throws Exception {
    return Patience.get(end);
  }
}
