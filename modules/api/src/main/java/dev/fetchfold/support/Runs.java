package dev.fetchfold.support;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
 * <p>Also remembers, per thread, whose callback it is in, so that {@link #close} does not wait for
 * the run it is called from.
 */
public final class Runs {
  private static final ThreadLocal<@Nullable Mark> CURRENT = new ThreadLocal<>();

  private final Mark root = new Mark(this, null);
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
  public static final class Mark {
    private final Runs owner;
    private final @Nullable Mark outer;

    private Mark(Runs owner, @Nullable Mark outer) {
      this.owner = owner;
      this.outer = outer;
    }
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
  public @Nullable Mark enter() {
    Mark outer = CURRENT.get();
    CURRENT.set(outer == null ? root : new Mark(this, outer));
    return outer;
  }

  /**
   * The callback has returned.
   *
   * @param outer what {@link #enter} gave
   */
  public void leave(@Nullable Mark outer) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }

  /**
   * The configuration for an engine's exchange: its resolver and address policy, which it calls
   * deep inside a client library, are callbacks too.
   *
   * @param config as the user gave it
   * @return the same, its calls marked
   */
  public FetcherConfig marking(FetcherConfig config) {
    return config
        .resolver(host -> resolve(config.resolver(), host))
        .addresses(address -> allows(config.addresses(), address));
  }

  private List<InetAddress> resolve(HostResolver resolver, String host)
      throws UnknownHostException {
    Mark outer = enter();
    try {
      return resolver.resolve(host);
    } finally {
      leave(outer);
    }
  }

  private boolean allows(AddressPolicy policy, InetAddress address) {
    Mark outer = enter();
    try {
      return policy.allows(address);
    } finally {
      leave(outer);
    }
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
    for (Mark mark = CURRENT.get(); mark != null; mark = mark.outer) {
      if (mark.owner == this) {
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
