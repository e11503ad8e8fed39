package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CLOSE_02;
import static dev.fetchfold.kit.Rule.CLOSE_03;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.ChildJvm;
import dev.fetchfold.kit.ChildTask;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Isolated;
import dev.fetchfold.kit.LentFetcher;
import dev.fetchfold.kit.NotOffered;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Subject;
import dev.fetchfold.kit.ThreadDump;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.LineScript;
import dev.fetchfold.origin.OriginServer;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** CLOSE-02 and CLOSE-03: nothing is left, nobody is kept alive. */
final class ReleaseChecks {
  private static final int FETCHERS = 6;
  private static final int ROUNDS = 5;
  private static final int TARGETS = 500;
  private static final int FEW = 100;
  private static final String CLOSED = "closed";
  private static final Pattern NAMED = Pattern.compile("(?m)^#\\d+ \"[^\"]*\"");

  /**
   * K4: what a library starts once per process, or in turn up to a number, shows in the first
   * fetchers. What each of the second ones leaves shows as often as there are of them.
   */
  @Observes(CLOSE_02)
  @Isolated
  void closedFetchersLeaveNoThread(Trial trial) throws Exception {
    trial.checkFirst("executors, timers and event loops that close does not end");
    HangingOrigin held = new HangingOrigin(trial);
    useAndClose(trial, held);
    Set<String> before = threads();
    useAndClose(trial, held);
    Given.awaitNoConnection(held.ledger());
    trial.evidence(() -> "threads left by " + FETCHERS + " fetchers: " + left(before));
    while (left(before).size() >= FETCHERS) {
      LockSupport.parkNanos(20_000_000);
      if (Thread.interrupted()) {
        throw trial.broken("no thread left by " + FETCHERS + " closed fetchers", left(before));
      }
    }
  }

  private static void useAndClose(Trial trial, HangingOrigin held) throws Exception {
    for (int i = 0; i < FETCHERS; i++) {
      Fetcher fetcher = trial.open(Given.patient());
      for (Face face : trial.subject().faces()) {
        Batch batch = Given.batch(held.origin(), "/quick", 3);
        face.start(fetcher, batch, Handler.none()).awaitAll();
      }
      Run cancelled = trial.run(fetcher, Batch.of(held.targets(2)));
      cancelled.cancel();
      fetcher.close();
    }
  }

  private static Set<String> left(Set<String> before) {
    Set<String> left = new HashSet<>(threads());
    left.removeAll(before);
    return left;
  }

  /** Number and name of each thread, as in {@code #42 "name"}; the kit's own are left out. */
  private static Set<String> threads() {
    Set<String> threads = new HashSet<>();
    for (String thread : ThreadDump.threads()) {
      Matcher named = NAMED.matcher(thread);
      if (named.find() && !named.group().contains("\"kit-")) {
        threads.add(named.group());
      }
    }
    return threads;
  }

  @Observes(CLOSE_02)
  void closedFetchersLeaveNoConnection(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient());
    for (Face face : trial.subject().faces()) {
      face.start(fetcher, Given.batch(held.origin(), "/quick", 20), Handler.none()).awaitAll();
    }
    trial.expect(held.ledger().openConnections() > 0, "idle connections before close", "none");
    fetcher.close();
    Given.awaitNoConnection(held.ledger());
  }

  /** In a JVM that is cold, and slow to connect: the more connections are being made. */
  @Observes(CLOSE_02)
  @Isolated
  void connectionsBeingMadeAreNotForgotten(Trial trial) throws Exception {
    trial.checkFirst("whether an event loop ends before it has begun to connect what it was given");
    HangingOrigin held = new HangingOrigin(trial);
    ChildJvm child =
        trial.child(ClosedWhileConnecting.class, List.of("-Xmx128m"), held.quick(0).url());
    trial.expectEqual("last words", CLOSED, child.awaitLine(CLOSED));
    Given.awaitNoConnection(held.ledger());
  }

  /** Several at a time, in turn: whether an event loop looks once more before it ends is a race. */
  @Observes(CLOSE_02)
  void connectionsInTheirHandshakeAreNotForgotten(Trial trial) throws Exception {
    trial.checkFirst("whether the end of an event loop closes what is registered with it");
    OriginServer silent = trial.serve(OriginServer.startRaw("https", LineScript.silent()));
    for (int round = 0; round < ROUNDS; round++) {
      closeWhileSecuring(trial, silent);
      Given.awaitNoConnection(silent.ledger());
    }
  }

  private static void closeWhileSecuring(Trial trial, OriginServer silent) throws Exception {
    List<Fetcher> fetchers = new ArrayList<>();
    for (int i = 0; i < FETCHERS; i++) {
      Fetcher fetcher = trial.open(Given.patient());
      fetchers.add(fetcher);
      Run unused = trial.run(fetcher, Batch.of(Target.of(silent.url("/"))));
    }
    silent.ledger().await("a connection of each", seen -> seen.openConnections() == FETCHERS);
    List<FutureTask<?>> closing = new ArrayList<>();
    for (Fetcher fetcher : fetchers) {
      fetcher.shutdownNow();
      closing.add(trial.background("close", Executors.callable(fetcher::close)));
    }
    for (FutureTask<?> close : closing) {
      close.get();
    }
  }

  @Observes(CLOSE_02)
  void whatWasLentStaysUsable(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    LentFetcher loan =
        trial.keep(
            trial
                .subject()
                .lend(Given.patient())
                .orElseThrow(() -> new NotOffered("something that can be lent to the fetcher")));
    URI uri = URI.create(held.quick(0).url());
    Outcome outcome = loan.fetcher().fetch(held.quick(1));
    trial.expect(outcome.ok(), "a response with what was lent", outcome);
    loan.fetcher().close();
    trial.expectEqual("status with what was lent, after close", 200, loan.get(uri));
  }

  @Observes(CLOSE_03)
  @Isolated
  void anOpenFetcherDoesNotKeepTheJvmAlive(Trial trial) throws Exception {
    trial.checkFirst("threads that are not daemons, the client library's own included");
    HangingOrigin held = new HangingOrigin(trial);
    String quick = held.quick(0).url();
    String never = held.target(0).url();
    ChildJvm child = trial.child(NeverClosed.class, List.of("-Xmx128m"), quick, never);
    trial.expectEqual("last words", "done", child.awaitLine("done"));
    trial.expectEqual("exit status", 0, child.awaitExit());
  }

  /** Fetches from many hosts, cancels after a few, closes, and stays. */
  static final class ClosedWhileConnecting implements ChildTask {
    @Override
    public void run(Subject subject, List<String> urls) throws Exception {
      FetcherConfig config =
          FetcherConfig.defaults().resolver(host -> List.of(InetAddress.getLoopbackAddress()));
      URI url = URI.create(urls.get(0));
      List<Target> targets =
          IntStream.range(0, TARGETS).mapToObj(number -> Target.of(named(number, url))).toList();
      CountDownLatch few = new CountDownLatch(FEW);
      try (Fetcher fetcher = subject.open(config)) {
        CompletableFuture<End> run =
            fetcher.fetchAsync(Batch.of(targets), Fold.forEach(outcome -> few.countDown()));
        few.await();
        run.cancel(true);
      }
      System.out.println(CLOSED);
      Thread.currentThread().join(); // until the check has ended
    }

    /** The same port under another name, and so another origin with a connection of its own. */
    private static String named(int number, URI url) {
      return "http://host" + number + ".test:" + url.getPort() + url.getPath();
    }
  }

  /** Fetches, leaves runs and an iterator open, and returns. */
  static final class NeverClosed implements ChildTask {
    private static final List<Object> LEFT_OPEN = new ArrayList<>();

    @Override
    public void run(Subject subject, List<String> urls) throws Exception {
      Fetcher fetcher = subject.open(FetcherConfig.defaults());
      Outcome outcome = fetcher.fetch(Batch.urls(urls.get(0))).get(0);
      if (!outcome.ok()) {
        throw new IllegalStateException("no response: " + outcome);
      }
      Batch never = Batch.urls(urls.get(1));
      LEFT_OPEN.add(fetcher.fetchAsync(never, Fold.summary()));
      LEFT_OPEN.add(fetcher.iterate(never));
      System.out.println("done");
    }
  }
}
