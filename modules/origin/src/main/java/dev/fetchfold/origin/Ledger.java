package dev.fetchfold.origin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What happened at one or more origin servers: append-only, thread-safe, with monotonic times.
 *
 * <p>An exchange is <em>in flight</em> from the moment its head is complete until just before the
 * last byte of its reply is written, so that a peak above a bound is proof (K1). It is
 * <em>open</em> until its script has returned or its connection has ended.
 */
public final class Ledger {
  private static final int SHOWN = 120;
  private static final long PAUSE_NANOS = 1_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long began = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Integer, State> states = new HashMap<>();
  private final Map<String, Integer> headsByPath = new HashMap<>();
  private final List<OriginServer> servers = new CopyOnWriteArrayList<>();
  private int connections;
  private int openConnections;
  private int heads;
  private int inFlight;
  private int peak;
  private int openExchanges;

  /** Where one connection stands. */
  private static final class State {
    int number;
    boolean inFlight;
    boolean openExchange;
    boolean closed;
  }

  /** Makes an empty ledger, whose time begins now. */
  public Ledger() {}

  /**
   * All entries so far, in order.
   *
   * @return a copy
   */
  public List<Entry> entries() {
    return read(() -> List.copyOf(entries));
  }

  /**
   * The entries of one kind, in order.
   *
   * @param kind a record of {@link Entry}
   * @param <E> that kind
   * @return a copy
   */
  public <E extends Entry> List<E> entries(Class<E> kind) {
    return read(() -> entries.stream().filter(kind::isInstance).map(kind::cast).toList());
  }

  /**
   * Every head received, in order.
   *
   * @return a copy
   */
  public List<Entry.Head> heads() {
    return entries(Entry.Head.class);
  }

  /**
   * The heads received for a path, in order.
   *
   * @param path without a query
   * @return a copy
   */
  public List<Entry.Head> heads(String path) {
    return heads().stream().filter(head -> head.path().equals(path)).toList();
  }

  /**
   * How many heads were received.
   *
   * @return the number; cheap
   */
  public int headCount() {
    return read(() -> heads);
  }

  /**
   * How many heads were received for a path.
   *
   * @param path without a query
   * @return the number; cheap
   */
  public int headCount(String path) {
    return read(() -> headsByPath.getOrDefault(path, 0));
  }

  /**
   * How many exchanges are in flight now.
   *
   * @return the number; cheap
   */
  public int inFlight() {
    return read(() -> inFlight);
  }

  /**
   * The most exchanges that were in flight at once.
   *
   * @return the number; cheap
   */
  public int peak() {
    return read(() -> peak);
  }

  /**
   * The most exchanges of one kind that were in flight at once.
   *
   * @param which such as those of a path or a server
   * @return the number
   */
  public int peak(Predicate<Entry.Head> which) {
    Set<Integer> open = new HashSet<>();
    Set<Integer> closed = new HashSet<>();
    int most = 0;
    for (Entry entry : entries()) {
      switch (entry) {
        case Entry.Head head -> note(head, which, open);
        case Entry.Ending ending -> open.remove(ending.connection());
        case Entry.Done done -> open.remove(done.connection());
        case Entry.Closed end -> closed.add(end.connection());
        default -> {}
      }
      open.removeAll(closed);
      most = Math.max(most, open.size());
    }
    return most;
  }

  /**
   * The most exchanges that were in flight at once whose path begins so.
   *
   * @param prefix such as {@code "/a/"}
   * @return the number
   */
  public int peakUnder(String prefix) {
    return peak(head -> head.path().startsWith(prefix));
  }

  /**
   * How many exchanges are open now: their script has not returned and their connection has not
   * ended.
   *
   * @return the number; cheap
   */
  public int openExchanges() {
    return read(() -> openExchanges);
  }

  /**
   * How many connections were accepted.
   *
   * @return the number; cheap
   */
  public int connections() {
    return read(() -> connections);
  }

  /**
   * How many connections are open now.
   *
   * @return the number; cheap
   */
  public int openConnections() {
    return read(() -> openConnections);
  }

  /**
   * How many exchanges the client abandoned.
   *
   * @return the number
   */
  public int abandoned() {
    return entries(Entry.Abandoned.class).size();
  }

  /**
   * Waits until something is so. No more than the kit's patience, which is no threshold: it only
   * turns a hang into a message.
   *
   * @param what completes the sentence "waited for"
   * @param condition asked after every entry, under the ledger's lock: it must not block
   * @throws InterruptedException if interrupted
   * @throws Overdue if it never is
   */
  public void await(String what, Predicate<Ledger> condition) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = Overdue.PATIENCE.toNanos();
      while (!condition.test(this)) {
        if (left <= 0) {
          throw new Overdue(what, timeline());
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no exchange is open and everything that clients have sent so far is recorded, so
   * that an absence can be read from this ledger (K6).
   *
   * @throws InterruptedException if interrupted
   * @throws Overdue if an exchange stays open
   */
  public void fence() throws InterruptedException {
    long end = System.nanoTime() + Overdue.PATIENCE.toNanos();
    do {
      await("every exchange to end", ledger -> ledger.openExchanges == 0);
      flush();
    } while (!quiet(end));
  }

  /**
   * Everything that happened, for people; of a long ledger the beginning and the end.
   *
   * @return one line per entry
   */
  public String timeline() {
    List<Entry> all = entries();
    if (all.size() <= SHOWN) {
      return lines(all);
    }
    return lines(all.subList(0, SHOWN / 2))
        + "\n       ... "
        + (all.size() - SHOWN)
        + " more ...\n"
        + lines(all.subList(all.size() - SHOWN / 2, all.size()));
  }

  @Override
  public String toString() {
    return timeline();
  }

  void attach(OriginServer server) {
    servers.add(server);
  }

  void detach(OriginServer server) {
    servers.remove(server);
  }

  int opened(int port) {
    return read(
        () -> {
          int connection = ++connections;
          openConnections++;
          states.put(connection, new State());
          add(at -> new Entry.Opened(at, connection, port));
          return connection;
        });
  }

  void secured(int connection) {
    write(() -> add(at -> new Entry.Secured(at, connection)));
  }

  void unsecured(int connection, String why) {
    write(() -> add(at -> new Entry.Unsecured(at, connection, why)));
  }

  Entry.Head head(int connection, int port, Request request) {
    return read(() -> begin(connection, port, request));
  }

  void uploaded(int connection, int number, int size) {
    write(() -> add(at -> new Entry.Uploaded(at, connection, number, size)));
  }

  void replying(int connection, int number) {
    write(() -> add(at -> new Entry.Replying(at, connection, number)));
  }

  void ending(int connection) {
    write(
        () -> {
          State state = state(connection);
          if (state.inFlight) {
            lower(state);
            add(at -> new Entry.Ending(at, connection, state.number));
          }
        });
  }

  void done(int connection) {
    write(
        () -> {
          State state = state(connection);
          if (state.openExchange) {
            finish(state);
            add(at -> new Entry.Done(at, connection, state.number));
          }
        });
  }

  void broken(int connection, String why) {
    write(() -> add(at -> new Entry.Broken(at, connection, why)));
  }

  /** Notes the end of a connection, once: who comes first began it. */
  void closed(int connection, Entry.Closer by) {
    write(
        () -> {
          State state = state(connection);
          if (!state.closed) {
            end(connection, state, by);
          }
        });
  }

  private Entry.Head begin(int connection, int port, Request request) {
    State state = state(connection);
    state.number++;
    if (!state.closed) {
      raise(state);
    }
    heads++;
    Entry.Head head =
        new Entry.Head(
            now(), connection, port, state.number, request.requestLine(), request.headers());
    headsByPath.merge(head.path(), 1, Integer::sum);
    add(at -> head);
    return head;
  }

  private void end(int connection, State state, Entry.Closer by) {
    state.closed = true;
    openConnections--;
    if (state.inFlight && by != Entry.Closer.SERVER) {
      add(at -> new Entry.Abandoned(at, connection, state.number));
    }
    finish(state);
    add(at -> new Entry.Closed(at, connection, by));
  }

  private void raise(State state) {
    state.inFlight = true;
    state.openExchange = true;
    inFlight++;
    peak = Math.max(peak, inFlight);
    openExchanges++;
  }

  private void lower(State state) {
    if (state.inFlight) {
      state.inFlight = false;
      inFlight--;
    }
  }

  private void finish(State state) {
    lower(state);
    if (state.openExchange) {
      state.openExchange = false;
      openExchanges--;
    }
  }

  private State state(int connection) {
    State state = states.get(connection);
    if (state == null) {
      throw new IllegalArgumentException("no connection " + connection);
    }
    return state;
  }

  private static void note(Entry.Head head, Predicate<Entry.Head> which, Set<Integer> open) {
    if (which.test(head)) {
      open.add(head.connection());
    }
  }

  private void add(Function<Duration, Entry> entry) {
    entries.add(entry.apply(now()));
    changed.signalAll();
  }

  private Duration now() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void flush() {
    for (OriginServer server : servers) {
      server.flush();
    }
  }

  /** Twice, a flush apart: what a pump has just read is then where it can be seen. */
  private boolean quiet(long end) throws InterruptedException {
    boolean quiet = isQuiet();
    if (quiet) {
      flush();
      quiet = isQuiet();
    }
    if (!quiet) {
      pause(end);
    }
    return quiet;
  }

  private boolean isQuiet() {
    return openExchanges() == 0 && servers.stream().noneMatch(OriginServer::hasUnread);
  }

  /** Unread bytes are no entry and so signal nothing: they are looked for again and again. */
  private void pause(long end) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (System.nanoTime() - end > 0) {
      throw new Overdue("what clients sent to be read", timeline());
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private static String lines(List<Entry> some) {
    return some.stream().map(Entry::toString).collect(Collectors.joining("\n"));
  }

  private <T> T read(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private void write(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
