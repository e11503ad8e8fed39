package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.BOUND_10;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * BOUND-10: origins whose targets wait for a global permit take turns. Since an origin is a name
 * here, one server is many. When a target began to wait does not show, so it is given time for that
 * (K5): one success is success.
 */
final class TurnChecks {
  private static final int ORIGINS = 6;
  private static final int PER_ORIGIN = 2;
  private static final int BUSY = 3;

  @Observes(BOUND_10)
  void theOriginThatWaitsLongestGoesFirst(Trial trial) throws Exception {
    trial.checkFirst("whether the youngest origin, or any, gets a permit in place of the oldest");
    List<String> expected = IntStream.rangeClosed(1, ORIGINS).mapToObj(i -> "/w?i=" + i).toList();
    List<List<String>> seen = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      seen.add(orderOfOrigins(trial, enough));
      if (seen.getLast().equals(expected)) {
        return;
      }
    }
    throw trial.broken("heads in the order in which their origins waited: " + expected, seen);
  }

  /** They come one by one while the only permit is out; who comes after them opens the gate. */
  private static List<String> orderOfOrigins(Trial trial, Duration enough) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/first", Script.gated(gate, Script.text("first")));
    origin.otherwise(Script.text("next"));
    Feed feed = Feed.of(ORIGINS + 2, index -> waiter(origin, gate, index, enough));
    Fetcher fetcher = trial.open(Given.bounds(1, PER_ORIGIN).resolver(Given::here));
    trial.run(fetcher, feed.batch()).awaitAll();
    return origin.ledger().heads("/w").stream().map(Entry.Head::target).toList();
  }

  private static Target waiter(OriginServer origin, Gate gate, int index, Duration enough)
      throws InterruptedException {
    if (index == 0) {
      return named(origin, "first", "/first", index);
    }
    Given.awaitHeads(origin.ledger(), "/first", 1);
    Given.pass(enough);
    if (index > ORIGINS) {
      gate.open();
      return named(origin, "last", "/last", index);
    }
    return named(origin, "o" + index, "/w", index);
  }

  private static Target named(OriginServer origin, String name, String path, int index) {
    return Target.of(origin.url(name + ".test", path + "?i=" + index));
  }

  @Observes(BOUND_10)
  void busyOriginsStarveNoOther(Trial trial) throws Exception {
    trial.checkFirst("whether an origin that has targets enough keeps the turn it has");
    int most = BUSY * PER_ORIGIN;
    List<Integer> before = new ArrayList<>();
    for (Duration enough : Given.ENOUGH) {
      before.add(headsBefore(trial, enough));
      if (before.getLast() <= most) {
        return;
      }
    }
    throw trial.broken("at most " + most + " heads before that of an origin that waits", before);
  }

  /** How many heads of endless runs at other origins come before that of a target that waits. */
  private static int headsBefore(Trial trial, Duration enough) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().on("/busy", Script.gated(gate, Script.text("busy")));
    origin.on("/one", Script.text("one"));
    Fetcher fetcher = trial.open(Given.bounds(1, PER_ORIGIN).resolver(Given::here));
    for (int i = 0; i < BUSY; i++) {
      String name = "busy" + i;
      Feed endless = Feed.endless(trial, index -> named(origin, name, "/busy", index));
      trial.run(fetcher, endless.batch().window(4 * PER_ORIGIN));
    }
    Given.awaitHeads(origin.ledger(), "/busy", 1);
    Given.pass(enough); // for all of them to wait
    Run one = trial.run(fetcher, Batch.of(named(origin, "one", "/one", 0)));
    Given.pass(enough);
    gate.open();
    one.awaitAll();
    List<String> paths = origin.ledger().heads().stream().map(Entry.Head::path).toList();
    return paths.indexOf("/one") - 1;
  }
}
