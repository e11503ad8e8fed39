package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.CANCEL_03;
import static dev.fetchfold.kit.Rule.CLOSE_02;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * CANCEL-03 and CLOSE-02, for a connection that is made when nobody wants it any more: it carries
 * no request, and ends, or rests in the pool until it is idle for too long or the fetcher closes.
 */
final class UnwantedChecks {
  private static final int COUNT = 4;
  private static final int SWEPT = 10;
  private static final Duration IDLE = Duration.ofMillis(100);
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private static FetcherConfig config() {
    return Given.bounds(64, 64)
        .trustManager(Identity.authority())
        .connectTimeout(CONNECT)
        .idleTimeout(IDLE);
  }

  @Observes(
      value = {CANCEL_03, CLOSE_02},
      through = {FoldingFace.class, AskingFace.class})
  void aHandshakeThatSucceedsTooLateLeavesNoConnection(Trial trial) throws Exception {
    trial.checkFirst(
        "what becomes of a connection that is ready when its attempt has been aborted");
    for (Duration enough : Given.ENOUGH) {
      if (carriesNothing(new Securing(trial), enough)) {
        return;
      }
    }
    throw trial.broken("no request over a connection whose handshake ends after the cancel", "one");
  }

  /** What holds connections as they are made, and lets them go. */
  private interface Making {
    /** Starts a run, and returns when its connections are being made. */
    Run start() throws InterruptedException;

    /** Lets them be made, and returns when that is over. */
    void finish() throws InterruptedException;

    Trial trial();

    Fetcher fetcher();

    Ledger ledger();
  }

  /** Twice: once for the idle timeout, once for the close; says whether no request was sent. */
  private static boolean carriesNothing(Making making, Duration enough)
      throws InterruptedException {
    Run run = making.start();
    run.cancel();
    making.trial().expectCancelled(run);
    Given.pass(enough); // K8: the cancel may only have ordered the aborts
    making.finish();
    Given.awaitNoConnection(making.ledger());
    making.fetcher().close();
    Given.awaitNoConnection(making.ledger());
    return making.ledger().headCount("/unwanted") == 0;
  }

  private static final class Securing implements Making {
    private final Gate gate = new Gate();
    private final Trial trial;
    private final OriginServer origin;
    private final Fetcher fetcher;

    Securing(Trial trial) {
      this.trial = trial;
      origin = trial.serve(OriginServer.startTls(Identity.TRUSTED, gate));
      origin.otherwise(Script.text("unwanted"));
      fetcher = trial.open(config());
      trial.keep(gate::open);
    }

    @Override
    public Run start() throws InterruptedException {
      Run run = trial.run(fetcher, Given.batch(origin, "/unwanted", COUNT));
      ledger().await("connections", seen -> seen.connections() >= COUNT);
      return run;
    }

    @Override
    public void finish() {
      gate.open();
    }

    @Override
    public Trial trial() {
      return trial;
    }

    @Override
    public Fetcher fetcher() {
      return fetcher;
    }

    @Override
    public Ledger ledger() {
      return origin.ledger();
    }
  }

  @Observes(
      value = {CANCEL_03, CLOSE_02},
      through = {FoldingFace.class, AskingFace.class})
  void aNameThatIsResolvedTooLateLeavesNoConnection(Trial trial) throws Exception {
    trial.checkFirst("whether an attempt looks for its abort when its name has been resolved");
    for (Duration enough : Given.ENOUGH) {
      if (carriesNothing(new Resolving(trial), enough)) {
        return;
      }
    }
    throw trial.broken("no request to an address that is found after the cancel", "one");
  }

  private static final class Resolving implements Making {
    private final CountDownLatch asked = new CountDownLatch(COUNT);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Trial trial;
    private final OriginServer origin;
    private final Fetcher fetcher;

    Resolving(Trial trial) {
      this.trial = trial;
      origin = trial.origin().otherwise(Script.text("ok"));
      fetcher = trial.open(config().resolver(this::resolve));
      trial.keep(answered::countDown);
    }

    /** Does not heed an interrupt, as the system's own does not. */
    private List<InetAddress> resolve(String host) throws UnknownHostException {
      asked.countDown();
      boolean waiting = host.startsWith("unwanted");
      while (waiting) {
        try {
          answered.await();
          waiting = false;
        } catch (InterruptedException e) {
          // The answer comes all the same.
        }
      }
      return Given.here(host);
    }

    @Override
    public Run start() throws InterruptedException {
      Run run = trial.run(fetcher, Batch.urls(names(origin, "unwanted", COUNT)));
      asked.await();
      return run;
    }

    /** Other names, resolved, connected to and asked one after another, are the clock. */
    @Override
    public void finish() throws InterruptedException {
      answered.countDown();
      for (int i = 0; i < COUNT; i++) {
        fetcher.fetch(Target.of(origin.url("wanted" + i + ".test", "/wanted")));
      }
      ledger().fence();
    }

    @Override
    public Trial trial() {
      return trial;
    }

    @Override
    public Fetcher fetcher() {
      return fetcher;
    }

    @Override
    public Ledger ledger() {
      return origin.ledger();
    }
  }

  private static List<String> names(OriginServer origin, String name, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> origin.url(name + i + ".test", "/" + name))
        .toList();
  }

  /** Some are made, some are being made: which, is another matter each time. */
  @Observes(
      value = {CANCEL_03, CLOSE_02},
      through = {FoldingFace.class, AskingFace.class})
  void connectionsThatAreMadeAsTheRunEndsAreNotForgotten(Trial trial) throws Exception {
    trial.checkFirst("a connection that is made between an abort and the look for it");
    OriginServer origin = trial.origin().otherwise(Script.hang());
    Fetcher fetcher = trial.open(config().resolver(Given::here));
    for (int nth = 1; nth <= SWEPT; nth++) {
      cancelAtConnection(trial, fetcher, origin, nth);
    }
    Given.awaitNoConnection(origin.ledger());
    Fetcher patient = trial.open(config().resolver(Given::here).idleTimeout(Given.NEVER));
    cancelAtConnection(trial, patient, origin, SWEPT / 2);
    patient.close();
    Given.awaitNoConnection(origin.ledger());
  }

  private static void cancelAtConnection(Trial trial, Fetcher fetcher, OriginServer origin, int nth)
      throws InterruptedException {
    int before = origin.ledger().connections();
    Run run = trial.run(fetcher, Batch.urls(names(origin, "swept" + nth + "-", 3 * SWEPT)));
    origin.ledger().await(nth + " connections more", seen -> seen.connections() >= before + nth);
    run.cancel();
    trial.expectCancelled(run);
  }
}
