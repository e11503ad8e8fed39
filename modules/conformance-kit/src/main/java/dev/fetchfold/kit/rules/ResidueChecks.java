package dev.fetchfold.kit.rules;

import static dev.fetchfold.kit.Rule.BOUND_08;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Summary;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Apart;
import dev.fetchfold.kit.ChildJvm;
import dev.fetchfold.kit.ChildTask;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Subject;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** BOUND-08: what a fetcher remembers of origins that it has no business with any more. */
final class ResidueChecks {
  private static final int ORIGINS = 1_000;
  private static final int WARMING = 2;
  private static final int ROUNDS = 5;
  private static final int BYTES_PER_ORIGIN = 100;

  /** A leak grows in every round; what grows in some rounds only is something else. */
  @Observes(BOUND_08)
  @Apart
  void visitedOriginsAreForgotten(Trial trial) throws Exception {
    trial.checkFirst("maps by origin or by address: the seats, the pools, the metrics of pools");
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    origin.on("/open", exchange -> open(origin).play(exchange));
    ChildJvm child =
        trial.child(Visitor.class, List.of("-Xmx256m"), Integer.toString(origin.port()));
    trial.expectEqual("last words", "done", child.awaitLine("done"));
    List<String> kept = child.output().stream().filter(l -> l.startsWith("kept ")).toList();
    long leaks = kept.stream().filter(line -> line.endsWith(" too much")).count();
    trial.expect(leaks < ROUNDS, "at most " + BYTES_PER_ORIGIN + " bytes per visited origin", kept);
  }

  private static Script open(OriginServer origin) {
    return Script.text(Integer.toString(origin.ledger().openConnections()));
  }

  /** Visits origins in rounds, and says after each how many bytes more are in use. */
  static final class Visitor implements ChildTask {
    @Override
    public void run(Subject subject, List<String> arguments) throws Exception {
      String port = arguments.get(0);
      Duration idle = Duration.ofMillis(100);
      try (Fetcher fetcher =
          subject.open(Given.patient().resolver(Given::here).idleTimeout(idle))) {
        for (int round = 0; round < WARMING; round++) {
          visit(fetcher, port, "warming" + round);
        }
        for (int round = 0; round < ROUNDS; round++) {
          long before = used();
          visit(fetcher, port, "round" + round);
          say(before);
        }
      }
      System.out.println("done");
    }

    private static void visit(Fetcher fetcher, String port, String round) throws Exception {
      List<Target> targets =
          IntStream.range(0, ORIGINS)
              .mapToObj(i -> Target.of("http://" + round + "-" + i + ".test:" + port + "/"))
              .toList();
      Summary summary = fetcher.fetch(Batch.of(targets), Fold.summary());
      if (summary.statuses().getOrDefault(200, 0L) != ORIGINS) {
        throw new IllegalStateException("not every origin was visited: " + summary);
      }
      awaitIdle(fetcher, Target.of("http://open.test:" + port + "/open"));
    }

    /** Until the connection that asks is the only one. */
    private static void awaitIdle(Fetcher fetcher, Target open) throws InterruptedException {
      while (!fetcher.fetch(open).orThrow().body().text().equals("1")) {
        LockSupport.parkNanos(10_000_000);
      }
    }

    /** Pools may be cleared some time after their last connection: K5, enough time. */
    private static void say(long before) {
      long most = (long) ORIGINS * BYTES_PER_ORIGIN;
      long kept = used() - before;
      for (int i = 0; i < 20 && kept > most; i++) {
        LockSupport.parkNanos(100_000_000);
        kept = used() - before;
      }
      System.out.println("kept " + kept + (kept > most ? " too much" : ""));
    }

    private static long used() {
      System.gc();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }
}
