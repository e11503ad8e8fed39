package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The books of a fetcher's running runs: who may begin, who has ended, and when everything may be
 * released (CLOSE-01 to CLOSE-04).
 *
 * <p>Also remembers, per thread, whose callback it is in. So {@link #close} does not wait for the
 * run it is called from, and the interrupt status that a callback leaves ends with it, whoever
 * called it and on which thread (FOLD-06): what the thread had before is set again, and so is what
 * the fetcher ordered meanwhile by {@link Interrupts}; the rest is dropped. Whoever else interrupts
 * a thread that may be in a callback must leave a sign beside the interrupt.
 *
 * <p>On the thread of {@code fetch}, or of whoever asks an iterator, an interrupt is the caller's
 * and may come at any time, without a sign: there nothing is dropped, and no callback is made but
 * the fold itself, {@link #onCallersThread()}.
 */
public final class Runs {
  private static final ThreadLocal<@Nullable CallbackScope> CURRENT = new ThreadLocal<>();

  private final CallbackScope root = new CallbackScope(this, null, Entered.CLEAR);
  private final Set<Member> running = new HashSet<>();
  private final Supplier<CompletableFuture<Void>> release;
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private boolean closing;
  private boolean releasing;

  /** A run, as these books see it. Compared by identity. */
  public interface Member {
    /** Ends the run as {@link Runs#shutdownNow()} does: aborts, tells the consumer, never waits. */
    void shutdown();
  }

  /** Whose callback a thread is in; linked to the callback around it. */
  public static final class CallbackScope {
    private final Runs owner;
    private final @Nullable CallbackScope outer;
    private final Entered entered;

    private CallbackScope(Runs owner, @Nullable CallbackScope outer, Entered entered) {
      this.owner = owner;
      this.outer = outer;
      this.entered = entered;
    }
  }

  /** What the interrupt status was when a scope was made, or that it is none of ours. */
  private enum Entered {
    CLEAR,
    INTERRUPTED,
    ON_CALLERS_THREAD
  }

  /**
   * The caller's code that gives something.
   *
   * @param <T> what
   * @param <X> what it may throw beside what is unchecked
   */
  @FunctionalInterface
  public interface Callback<T extends @Nullable Object, X extends Throwable> {

    /**
     * Calls it.
     *
     * @return what it gives
     * @throws X what it throws
     */
    T call() throws X;
  }

  /**
   * Empty books.
   *
   * @param release called once, when closing has begun and no run is left; starts to release what
   *     the fetcher created and does not wait; the future it returns completes when that is done
   */
  public Runs(Supplier<CompletableFuture<Void>> release) {
    this.release = release;
  }

  /**
   * A run begins.
   *
   * @param run who
   * @throws IllegalStateException if closing has begun (CLOSE-04)
   */
  public synchronized void begin(Member run) {
    if (closing) {
      throw new IllegalStateException("the fetcher is closed, expected an open one");
    }
    running.add(run);
  }

  /**
   * A run has ended: none of its callbacks is running and none but the listener's will. May be
   * repeated.
   *
   * @param run who
   */
  public void end(Member run) {
    synchronized (this) {
      running.remove(run);
    }
    releaseIfQuiet();
  }

  /**
   * A callback begins on this thread.
   *
   * @return what {@link #leave} wants back
   */
  public CallbackScope enter() {
    return enter(Thread.currentThread().isInterrupted() ? Entered.INTERRUPTED : Entered.CLEAR);
  }

  private CallbackScope enter(Entered how) {
    CallbackScope outer = CURRENT.get();
    CallbackScope scope =
        outer == null && how == Entered.CLEAR ? root : new CallbackScope(this, outer, how);
    CURRENT.set(scope);
    return scope;
  }

  /**
   * The callback has returned.
   *
   * @param scope what {@link #enter} gave
   */
  public void leave(CallbackScope scope) {
    if (scope.outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(scope.outer);
    }
    switch (scope.entered) {
      case CLEAR -> Interrupts.afterCallback(); // FOLD-06
      case INTERRUPTED -> Thread.currentThread().interrupt();
      case ON_CALLERS_THREAD -> {}
    }
  }

  /**
   * Makes a callback.
   *
   * @param callback the caller's code
   * @param <T> what it gives
   * @param <X> what it may throw
   * @return what it gave
   * @throws X what it threw
   */
  public <T extends @Nullable Object, X extends Throwable> T call(Callback<T, X> callback)
      throws X {
    CallbackScope scope = enter();
    try {
      return callback.call();
    } finally {
      leave(scope);
    }
  }

  /**
   * Makes a callback that gives nothing.
   *
   * @param callback the caller's code; what it throws comes out
   */
  public void callback(Runnable callback) {
    CallbackScope scope = enter();
    try {
      callback.run();
    } finally {
      leave(scope);
    }
  }

  /**
   * Begins what is done on a thread of the caller's own, whose interrupts are the caller's.
   *
   * @return what {@link #leave} wants back
   */
  CallbackScope enterOnCallersThread() {
    return enter(Entered.ON_CALLERS_THREAD);
  }

  /** Whether this thread is the caller's: of {@code fetch}, or of whoever asks an iterator. */
  static boolean onCallersThread() {
    CallbackScope scope = CURRENT.get();
    return scope != null && scope.entered == Entered.ON_CALLERS_THREAD;
  }

  /**
   * The configuration for what an engine calls: resolver, address policy, managers of TLS and the
   * randomness of the retries, which are called deep inside a client library, are callbacks too.
   *
   * @param config as the user gave it
   * @return the same, its calls marked, and none of them throwing where nobody would expect it
   */
  public FetcherConfig marking(FetcherConfig config) {
    return MarkedConfig.of(config, this);
  }

  /** Cancels every run, refuses new ones, and releases when the last has ended. Never waits. */
  public void shutdownNow() {
    List<Member> members;
    synchronized (this) {
      closing = true;
      members = new ArrayList<>(running);
    }
    members.forEach(Member::shutdown);
    releaseIfQuiet();
  }

  /** Refuses new runs and releases when the last has ended. Never waits. */
  public void closeLater() {
    synchronized (this) {
      closing = true;
    }
    releaseIfQuiet();
  }

  /**
   * Refuses new runs and waits until everything is released; in a callback of one of these runs it
   * does not wait. Interrupted, it cancels the running ones, goes on waiting, and returns with the
   * interrupt status set, as {@link java.util.concurrent.ExecutorService#close()} does.
   */
  public void close() {
    closeLater();
    if (inCallback()) {
      return; // CLOSE-01
    }
    boolean interrupted = false;
    while (true) {
      try {
        released.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        shutdownNow();
      } catch (ExecutionException e) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * When everything is released.
   *
   * @return completes then, never exceptionally; completing it has no effect here
   */
  public CompletableFuture<Void> released() {
    return released.exceptionally(t -> null).copy();
  }

  private boolean inCallback() {
    for (CallbackScope scope = CURRENT.get(); scope != null; scope = scope.outer) {
      if (scope.owner == this) {
        return true;
      }
    }
    return false;
  }

  private void releaseIfQuiet() {
    synchronized (this) {
      if (!closing || releasing || !running.isEmpty()) {
        return;
      }
      releasing = true;
    }
    release.get().whenComplete((nothing, failure) -> released.complete(null));
  }
}
