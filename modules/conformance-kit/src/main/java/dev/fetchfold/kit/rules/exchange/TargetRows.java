package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BATCH_05;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.SEC_04;

import dev.fetchfold.Failure;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Script;

/** SB-001 to SB-005: targets that cannot be requested, and one that can. */
final class TargetRows {

  @Observes({BATCH_05, OUT_03})
  void sb001noHost(Trial trial) throws Exception {
    expectInvalid(trial, "http://");
  }

  @Observes({BATCH_05, OUT_03})
  void sb002otherScheme(Trial trial) throws Exception {
    expectInvalid(trial, "ftp://127.0.0.1/");
  }

  @Observes({BATCH_05, SEC_04, OUT_03})
  void sb003credentials(Trial trial) throws Exception {
    Failure failure = expectInvalid(trial, "http://someuser:somesecret@127.0.0.1/");
    trial.expect(
        !failure.detail().contains("someuser") && !failure.detail().contains("somesecret"),
        "a detail without user and password",
        failure.detail());
  }

  @Observes({BATCH_05, OUT_03})
  void sb004portOutOfRange(Trial trial) throws Exception {
    expectInvalid(trial, "http://127.0.0.1:70000/");
  }

  @Observes({BATCH_05, OUT_03})
  void sb005underscore(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.text("ok")).with(config -> config.resolver(Given::here));
    row.at(row.origin().url("my_service", Row.PATH)).expect(200);
    trial.expectEqual(
        "Host",
        "my_service:" + row.origin().port(),
        row.origin().ledger().heads().get(0).headers().first("Host").orElse("none"));
  }

  private static Failure expectInvalid(Trial trial, String url) throws InterruptedException {
    Failure failure = Row.of(trial, Script.text("ok")).at(url).expect(Reason.INVALID_TARGET);
    trial.expectEqual("attempts", 0, failure.meta().attempts());
    return failure;
  }
}
