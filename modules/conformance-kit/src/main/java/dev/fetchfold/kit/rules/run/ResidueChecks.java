package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_08;
import static dev.fetchfold.kit.Rule.TIME_07;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Summary;
import dev.fetchfold.Target;
import dev.fetchfold.kit.ChildJvm;
import dev.fetchfold.kit.ChildTask;
import dev.fetchfold.kit.Isolated;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Subject;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * BOUND-08 and TIME-07: what a fetcher remembers of what it has no business with any more.
 *
 * <p>A child JVM counts its objects by class. What is kept of an origin or of an attempt is an
 * object at least, so that a class of which there are as many objects more as origins were visited,
 * round after round, is proof, be the objects ever so small; whatever else fills up or grows does
 * so in some rounds.
 */
final class ResidueChecks {
  private static final int MANY = 400;
  private static final int WARMING = 2;
  private static final int ROUNDS = 4;
  private static final int LOOKS = 20;
  private static final List<String> SMALL = List.of("-Xmx256m");

  @Observes(BOUND_08)
  @Isolated
  void visitedOriginsAreForgotten(Trial trial) throws Exception {
    trial.checkFirst("maps by origin or by address: the seats, the pools, the metrics of pools");
    OriginServer origin = trial.origin().otherwise(Script.text("ok")).on("/held", Script.hang());
    origin.on("/open", exchange -> open(origin).play(exchange));
    DeadEnd refusing = trial.keep(DeadEnd.refusing());
    expectNothingGrows(
        trial,
        "origins were visited",
        trial.child(Visitor.class, SMALL, origin.url("%s.test", "/"), refused(refusing)));
  }

  @Observes(TIME_07)
  @Isolated
  void whatHasSettledLeavesNoTimer(Trial trial) throws Exception {
    trial.checkFirst("the timers of attempts and of deadlines: who cancels them when they are met");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    expectNothingGrows(
        trial,
        "attempts and runs have settled",
        trial.child(Settler.class, SMALL, origin.url("/")));
  }

  private static void expectNothingGrows(Trial trial, String many, ChildJvm child)
      throws InterruptedException {
    trial.expectEqual("last words", "done", child.awaitLine("done"));
    Set<String> grown = grownEachTime(child.output());
    trial.expect(
        grown.isEmpty(),
        "no class of which there are as many objects more, in every round, as " + many,
        grown);
  }

  private static Script open(OriginServer origin) {
    return Script.text(Integer.toString(origin.ledger().openConnections()));
  }

  /** The same port, by a name. */
  private static String refused(DeadEnd refusing) {
    return refusing.url("/").replaceFirst("//[^:/]+", "//%s.test");
  }

  private static Set<String> grownEachTime(List<String> output) {
    List<Set<String>> rounds =
        output.stream()
            .filter(line -> line.startsWith("grown "))
            .map(line -> Set.of(line.substring("grown ".length()).split(" ", -1)))
            .toList();
    Set<String> every = new HashSet<>(rounds.getFirst());
    rounds.forEach(every::retainAll);
    every.remove("nothing");
    return every;
  }

  /** Does the same in rounds, and says after each which classes have so many objects more. */
  abstract static class Rounds implements ChildTask {
    abstract void make(Fetcher fetcher, List<String> urls, int round) throws Exception;

    @Override
    public final void run(Subject subject, List<String> urls) throws Exception {
      FetcherConfig config =
          Given.bounds(3, 1).resolver(Given::here).idleTimeout(Duration.ofMillis(100));
      try (Fetcher fetcher = subject.open(config)) {
        for (int round = 0; round < WARMING + ROUNDS; round++) {
          LiveObjects before = LiveObjects.now();
          make(fetcher, urls, round);
          Set<String> grown = grown(before);
          if (round >= WARMING) {
            System.out.println("grown " + (grown.isEmpty() ? "nothing" : String.join(" ", grown)));
          }
        }
        fetcher.shutdownNow();
      }
      System.out.println("done");
    }

    /** Pools may be cleared some time after their last connection: K5, enough time. */
    private static Set<String> grown(LiveObjects before) {
      Set<String> grown = LiveObjects.now().moreThan(before, MANY / 2);
      for (int i = 0; i < LOOKS && !grown.isEmpty(); i++) {
        System.out.println("looking again"); // or the check would seem to hang
        LockSupport.parkNanos(100_000_000);
        grown = LiveObjects.now().moreThan(before, MANY / 2);
      }
      return grown;
    }
  }

  /** Visits origins that were not seen before. */
  static final class Visitor extends Rounds {
    private @Nullable Visits visits;

    @Override
    void make(Fetcher fetcher, List<String> urls, int round) throws Exception {
      Visits same = visits == null ? new Visits(fetcher, urls.get(0), urls.get(1)) : visits;
      visits = same;
      same.make(round);
    }
  }

  /** Lets attempts and runs settle at once whose limits are far away. */
  static final class Settler extends Rounds {
    @Override
    void make(Fetcher fetcher, List<String> urls, int round) throws Exception {
      Target target = Target.of(urls.get(0)).within(Given.NEVER);
      List<Target> many = Collections.nCopies(MANY, target);
      expectAll(fetcher.fetch(Batch.of(many).within(Given.NEVER), Fold.summary()), MANY);
      for (Target each : many) {
        Batch batch = Batch.of(each).within(Given.NEVER);
        expectAll(fetcher.fetch(batch, Fold.summary()), 1);
        expectAll(fetcher.fetchAsync(batch, Fold.summary()).get(), 1);
      }
    }
  }

  private static void expectAll(Summary served, long count) {
    if (served.statuses().getOrDefault(200, 0L) != count) {
      throw new IllegalStateException("not every target has its response: " + served);
    }
  }

  /** Each kind of business that one may have with an origin, with origins not seen before. */
  private static final class Visits {
    private final Fetcher fetcher;
    private final String url;
    private final String refusing;
    private final Iterator<Outcome> longRun;

    Visits(Fetcher fetcher, String url, String refusing) {
      this.fetcher = fetcher;
      this.url = url;
      this.refusing = refusing;
      longRun = fetcher.iterate(Batch.from(endless()).window(8)).iterator();
      CompletableFuture<?> unused = fetcher.fetchAsync(Batch.of(stuck()), Fold.summary());
    }

    private Stream<Target> endless() {
      return IntStream.iterate(0, i -> i + 1).mapToObj(i -> Target.of(url(url, "run-" + i)));
    }

    /** Its origin never answers, and so has every permit of its own from the beginning. */
    private Target stuck() {
      return Target.of(url(url, "stuck") + "held");
    }

    void make(int round) throws Exception {
      for (int i = 0; i < MANY; i++) {
        longRun.next();
      }
      expectAll(fetcher.fetch(Batch.of(targets(url, "served" + round)), Fold.summary()), MANY);
      fetcher.fetch(Batch.of(targets(refusing, "refused" + round)), Fold.summary());
      giveUp(Collections.nCopies(MANY, stuck()));
      CompletableFuture<?> held = hold(round);
      giveUp(targets(url, "given-up" + round));
      fetcher.fetch(Batch.of(targets(url, "late" + round)).within(Given.SHORT), Fold.summary());
      held.cancel(true);
      awaitIdle();
    }

    private static List<Target> targets(String url, String name) {
      return IntStream.range(0, MANY).mapToObj(i -> Target.of(url(url, name + "-" + i))).toList();
    }

    private static String url(String url, String name) {
      return url.replace("%s", name);
    }

    /** Every permit that is left, so that those who come now wait. */
    private CompletableFuture<?> hold(int round) {
      String one = url(url, "one" + round) + "held";
      String other = url(url, "other" + round) + "held";
      return fetcher.fetchAsync(Batch.urls(one, other), Fold.summary());
    }

    /** Cancels when all wait. */
    private void giveUp(List<Target> targets) throws InterruptedException {
      CountDownLatch left = new CountDownLatch(MANY);
      Feed feed = Feed.of(MANY, index -> counted(left, targets.get(index)));
      CompletableFuture<?> run = fetcher.fetchAsync(feed.batch().window(2 * MANY), Fold.summary());
      left.await();
      Given.pass(Given.ENOUGH.first());
      run.cancel(true);
    }

    private static Target counted(CountDownLatch left, Target target) {
      left.countDown();
      return target;
    }

    /** Until there is one connection beside the one that asks: the one that is stuck. */
    private void awaitIdle() throws InterruptedException {
      Target open = Target.of(url(url, "open") + "open");
      while (!fetcher.fetch(open).orThrow().body().text().equals("2")) {
        LockSupport.parkNanos(10_000_000);
      }
    }
  }
}
