package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CANCEL_06;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.TIME_01;
import static dev.fetchfold.kit.Rule.TIME_03;
import static dev.fetchfold.kit.Rule.TIME_04;
import static dev.fetchfold.kit.Rule.TIME_05;
import static dev.fetchfold.kit.Rule.TIME_06;

import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.time.Duration;

/** SB-041 to SB-046: time. */
final class TimeRows {
  private static final Duration PACE = Duration.ofMillis(10);
  private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhalf";

  @Observes({TIME_01, OUT_03})
  void sb041silent(Trial trial) throws Exception {
    expectTimeout(trial, Script.hang());
  }

  @Observes({TIME_01, OUT_03})
  void sb042headDrips(Trial trial) throws Exception {
    trial.checkFirst("whether each byte that arrives begins the timeout anew");
    expectTimeout(trial, endless("HTTP/1.1 200 OK\r\nContent-Type: "));
  }

  @Observes({TIME_01, OUT_03})
  void sb043bodyDrips(Trial trial) throws Exception {
    trial.checkFirst("whether the attempt timeout ends at the head, or begins anew with each byte");
    expectTimeout(trial, endless(HALF));
  }

  @Observes({TIME_01, TIME_06, CANCEL_06, OUT_03})
  void sb044bodyStops(Trial trial) throws Exception {
    Row row = expectTimeout(trial, Script.raw(HALF, After.HANG));
    row.awaitConnectionsEnded();
    row.expectNotUsedAgain();
  }

  @Observes({TIME_03, TIME_05, OUT_03})
  void sb045targetEndsFirst(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.hang()).with(Row::threeAttempts);
    row.asking(target -> target.within(Given.SHORT)).expect(Reason.TIMEOUT);
    row.origin().ledger().fence();
    int heads = row.origin().ledger().headCount();
    trial.expect(heads <= 1, "one head, though retries are on", heads);
  }

  @Observes({TIME_04, TIME_05, OUT_03})
  void sb046batchEndsFirst(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.hang()).with(Row::threeAttempts);
    row.reason(Reason.DEADLINE, row.fetch(row.batch().within(Given.SHORT)));
  }

  /** The timeout is the target's own, so that it holds for no other. */
  private static Row expectTimeout(Trial trial, Script script) throws InterruptedException {
    Row row = Row.of(trial, script);
    row.asking(target -> target.attemptTimeout(Given.SHORT)).expect(Reason.TIMEOUT);
    return row;
  }

  static Script endless(String first) {
    return exchange -> {
      exchange.send(Bytes.latin1(first));
      while (true) {
        exchange.pause(PACE);
        exchange.send(Bytes.latin1("a"));
      }
    };
  }
}
