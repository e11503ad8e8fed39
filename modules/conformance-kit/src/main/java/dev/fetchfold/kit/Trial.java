package dev.fetchfold.kit;

import static java.util.stream.Collectors.joining;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One check being run: what it opens is closed at its end in reverse order, and what it records is
 * shown if it fails. Safe for use by the check's own threads.
 */
public final class Trial {
  private static final int RUNS_SHOWN = 20;

  private final Subject subject;
  private final Face face;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Set<Ledger> ledgers = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Queue<Run> runs = new ConcurrentLinkedQueue<>();
  private final Queue<ChildJvm> children = new ConcurrentLinkedQueue<>();
  private final List<Supplier<String>> evidence = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Mismatch> breach = new AtomicReference<>();
  private volatile Runnable wake = () -> {};
  private volatile String checkFirst = "";
  private boolean closed;

  Trial(Subject subject, Face face) {
    this.subject = subject;
    this.face = face;
  }

  /**
   * What is under test.
   *
   * @return the subject
   */
  public Subject subject() {
    return subject;
  }

  /**
   * The face that this run of the check goes through.
   *
   * @return the face; {@code fetch} for rules that do not hold for every face
   */
  public Face face() {
    return face;
  }

  /**
   * The face, for checks that are declared to run through such faces only.
   *
   * @param kind what {@link Observes#through} says
   * @param <F> the kind of face
   * @return the face
   */
  public <F extends Face> F face(Class<F> kind) {
    return kind.cast(face);
  }

  /**
   * Opens a fetcher.
   *
   * @param config how it shall behave
   * @return a fetcher that is shut down and closed at the end
   */
  public Fetcher open(FetcherConfig config) {
    Fetcher fetcher = subject.open(config);
    keep(() -> shut(fetcher));
    return fetcher;
  }

  /**
   * Starts an origin server of plain HTTP with a ledger of its own.
   *
   * @return a running server
   */
  public OriginServer origin() {
    return serve(OriginServer.start());
  }

  /**
   * Starts origin servers of plain HTTP that share a ledger.
   *
   * @param count how many
   * @return running servers
   */
  public List<OriginServer> origins(int count) {
    Ledger ledger = new Ledger();
    return IntStream.range(0, count).mapToObj(i -> serve(OriginServer.start(ledger))).toList();
  }

  /**
   * Closes an origin server at the end, and shows its ledger if the check fails.
   *
   * @param server a running server
   * @return the same
   */
  public OriginServer serve(OriginServer server) {
    ledgers.add(server.ledger());
    return keep(server);
  }

  /**
   * Opens something that is closed at the end, after what was opened later.
   *
   * @param resource what to close
   * @param <T> its type
   * @return the same
   */
  public <T extends AutoCloseable> T keep(T resource) {
    synchronized (opened) {
      if (!closed) {
        opened.add(resource);
        return resource;
      }
    }
    closeQuietly(resource);
    throw new IllegalStateException("the check has ended, expected nothing to be opened any more");
  }

  /**
   * Adds to what is shown if the check fails.
   *
   * @param line asked when the check has failed
   */
  public void evidence(Supplier<String> line) {
    evidence.add(line);
  }

  /**
   * Starts a run through the face under test that asks for every outcome.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @return the run
   */
  public Run run(Fetcher fetcher, Batch batch) {
    return run(fetcher, batch, Handler.none());
  }

  /**
   * Starts a run through the face under test that asks for every outcome.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @param handler called within each delivery
   * @return the run, which is cancelled at the end of the check
   */
  public Run run(Fetcher fetcher, Batch batch, Handler handler) {
    return run(face, fetcher, batch, handler);
  }

  /**
   * Starts a run through a face of the check's choice that asks for every outcome.
   *
   * @param through the face
   * @param fetcher what to run it with
   * @param batch what to run
   * @return the run, which is cancelled at the end of the check
   */
  public Run run(Face through, Fetcher fetcher, Batch batch) {
    return run(through, fetcher, batch, Handler.none());
  }

  /**
   * Starts a run through a face of the check's choice that asks for every outcome.
   *
   * @param through the face
   * @param fetcher what to run it with
   * @param batch what to run
   * @param handler called within each delivery
   * @return the run, which is cancelled at the end of the check
   */
  public Run run(Face through, Fetcher fetcher, Batch batch, Handler handler) {
    return keep(through.start(fetcher, batch, handler));
  }

  /**
   * Starts a run that asks for nothing until {@link Run#request} is called.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @param handler called within each delivery
   * @return the run, which is cancelled at the end of the check
   */
  public Run runIdle(Fetcher fetcher, Batch batch, Handler handler) {
    return keep(face(AskingFace.class).startIdle(fetcher, batch, handler));
  }

  /**
   * Runs a task on a virtual thread, which is interrupted at the end of the check.
   *
   * @param name what the thread is called
   * @param task what to do
   * @param <T> the type of its result
   * @return its result to come
   */
  public <T extends @Nullable Object> FutureTask<T> background(String name, Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    keep(() -> future.cancel(true));
    Thread.ofVirtual().name("kit-" + name).start(future);
    return future;
  }

  /**
   * Does something on another thread and waits until it is done.
   *
   * @param name what the thread is called
   * @param task what to do; what it throws is thrown here
   * @throws InterruptedException if interrupted while it waits
   */
  public void elsewhere(String name, Runnable task) throws InterruptedException {
    try {
      background(name, Executors.callable(task)).get();
    } catch (ExecutionException e) {
      throw SneakyThrow.of(e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * The executor over a thread that must not block.
   *
   * @return the executor
   * @throws NotOffered if the subject's library has no such threads
   */
  public Executor nonBlockingThread() {
    return subject
        .nonBlockingThread()
        .orElseThrow(() -> new NotOffered("a library with threads that must not block"));
  }

  /**
   * Starts a JVM that opens the subject anew; it is killed at the end of the check.
   *
   * @param task what it does: a class with a constructor without parameters
   * @param options what to hand to the JVM, such as {@code -Xmx48m}
   * @param arguments what to hand to the task
   * @return the JVM
   * @throws Exception if it cannot be started
   */
  public ChildJvm child(Class<? extends ChildTask> task, List<String> options, String... arguments)
      throws Exception {
    ChildJvm child = keep(ChildJvm.start(subject, task, options, List.of(arguments)));
    children.add(child);
    evidence(child::toString);
    return child;
  }

  /**
   * Says what to look at first if the check fails from here on.
   *
   * @param hint a phrase such as "where a permit is given back when the connection fails"
   */
  public void checkFirst(String hint) {
    checkFirst = hint;
  }

  /**
   * Expects something to hold.
   *
   * @param holds whether it does
   * @param expected what the rule lets one expect
   * @param observed what was seen, shown with {@code toString}
   */
  public void expect(boolean holds, String expected, @Nullable Object observed) {
    if (!holds) {
      throw new Mismatch(expected, Objects.toString(observed));
    }
  }

  /**
   * Expects two values to be equal.
   *
   * @param what what the values are, such as "heads at the origin"
   * @param expected what the rule lets one expect
   * @param observed what was seen
   */
  public void expectEqual(String what, @Nullable Object expected, @Nullable Object observed) {
    expect(Objects.equals(expected, observed), what + ": " + expected, observed);
  }

  /**
   * Expects the very throwable, not one like it nor one around it.
   *
   * @param expected what was thrown
   * @param observed what came out
   */
  @SuppressWarnings("ReferenceEquality")
  public void expectSame(Throwable expected, @Nullable Throwable observed) {
    expect(expected == observed, "the very throwable that was thrown, " + expected, observed);
  }

  /**
   * Says that the rule is broken.
   *
   * @param expected what the rule lets one expect
   * @param observed what was seen
   * @return nothing: so that a check can write {@code throw trial.broken(...)}
   */
  public Mismatch broken(String expected, @Nullable Object observed) {
    return new Mismatch(expected, Objects.toString(observed));
  }

  /**
   * Says that the rule is broken, from any thread: the check ends with the first that was said,
   * whatever it waits for.
   *
   * @param expected what the rule lets one expect
   * @param observed what was seen
   * @return nothing: so that a source can write {@code throw trial.breach(...)}
   */
  public Mismatch breach(String expected, @Nullable Object observed) {
    Mismatch mismatch = broken(expected, observed);
    if (breach.compareAndSet(null, mismatch)) {
      wake.run();
    }
    return mismatch;
  }

  /**
   * How many outcomes the consumers of this check have dealt with.
   *
   * @return the number, over all runs that were started with a handler
   */
  public int delivered() {
    return runs.stream().mapToInt(Run::deliveries).sum();
  }

  /**
   * Expects a run that was cancelled through its face to end as the face promises.
   *
   * @param run a run that was cancelled while it could not end otherwise
   * @throws InterruptedException if the watchdog gives up
   */
  public void expectCancelled(Run run) throws InterruptedException {
    Ended ended = run.awaitEnd();
    expect(face.showsCancel(ended), "a cancelled run, as " + face + " shows it", ended);
  }

  /**
   * Expects a run to end with an exception.
   *
   * @param run the run
   * @param kind the exception's class
   * @return the exception
   * @throws InterruptedException if the watchdog gives up
   */
  public Throwable expectThrown(Run run, Class<? extends Throwable> kind)
      throws InterruptedException {
    Ended ended = run.awaitEnd();
    if (ended instanceof Ended.Exceptionally failed && kind.isInstance(failed.cause())) {
      return failed.cause();
    }
    throw broken("a run that ends with " + kind.getSimpleName(), ended);
  }

  /**
   * Waits for a run that has to be refused. What says that a run was cancelled is an
   * IllegalStateException too, and refuses nothing.
   *
   * @param run the run
   * @throws InterruptedException if the watchdog gives up
   */
  public void expectRefused(Run run) throws InterruptedException {
    Ended ended = run.awaitEnd();
    boolean refused =
        ended instanceof Ended.Exceptionally failed
            && failed.cause() instanceof IllegalStateException
            && !(failed.cause() instanceof CancellationException);
    if (!refused) {
      throw broken("a run that ends with IllegalStateException, not CancellationException", ended);
    }
  }

  /** What wakes the check when a breach is found elsewhere. */
  void wakeWith(Runnable interrupt) {
    wake = interrupt;
  }

  /** The first breach that was found elsewhere. */
  Optional<Mismatch> breach() {
    return Optional.ofNullable(breach.get());
  }

  /** A figure that changes whenever something happens at an origin server, in a run or a child. */
  long progress() {
    long heard = List.copyOf(ledgers).stream().mapToLong(Trial::happened).sum();
    long said = children.stream().mapToLong(child -> child.output().size()).sum();
    return heard + said + runs.stream().mapToLong(Run::happened).sum();
  }

  private static long happened(Ledger ledger) {
    return (long) ledger.headCount() + ledger.connections() - ledger.openConnections();
  }

  String checkFirst() {
    return checkFirst;
  }

  String timeline() {
    Stream<String> seen = evidence.stream().map(Supplier::get);
    Stream<String> ran = runs.stream().map(Run::toString).distinct().limit(RUNS_SHOWN);
    Stream<String> happened = List.copyOf(ledgers).stream().map(Ledger::timeline);
    return Stream.of(seen, ran, happened).flatMap(lines -> lines).collect(joining("\n"));
  }

  /** Closes everything in reverse order, and throws the first thing that went wrong. */
  void close() {
    Optional<Throwable> first = Optional.empty();
    for (AutoCloseable resource : drained().reversed()) {
      try {
        resource.close();
      } catch (Throwable t) {
        first = first.or(() -> Optional.of(t));
      }
    }
    if (first.isPresent()) {
      throw SneakyThrow.of(first.get());
    }
  }

  private List<AutoCloseable> drained() {
    synchronized (opened) {
      closed = true;
      List<AutoCloseable> all = List.copyOf(opened);
      opened.clear();
      return all;
    }
  }

  private Run keep(Run run) {
    runs.add(run);
    keep((AutoCloseable) run::cancel);
    return run;
  }

  private static void shut(Fetcher fetcher) {
    fetcher.shutdownNow();
    fetcher.close();
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // The check has ended already: there is nobody left to tell.
    }
  }
}
