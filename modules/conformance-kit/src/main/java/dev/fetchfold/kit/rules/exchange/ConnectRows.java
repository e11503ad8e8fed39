package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CONN_03;
import static dev.fetchfold.kit.Rule.FOLD_02;
import static dev.fetchfold.kit.Rule.OUT_03;
import static dev.fetchfold.kit.Rule.REDIRECT_01;
import static dev.fetchfold.kit.Rule.RETRY_02;
import static dev.fetchfold.kit.Rule.SEC_01;
import static dev.fetchfold.kit.Rule.TIME_01;

import dev.fetchfold.Failure;
import dev.fetchfold.HostResolver;
import dev.fetchfold.Reason;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.SneakyThrow;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** SB-006 to SB-014, SB-162 and SB-163: names, addresses, connecting. */
final class ConnectRows {
  private static final String NAME = "row.test";

  @Observes(OUT_03)
  void sb006refused(Trial trial) throws Exception {
    DeadEnd deadEnd = trial.keep(DeadEnd.refusing());
    Failure failure = Row.of(trial, Script.text("ok")).at(deadEnd.url("/")).expect(Reason.CONNECT);
    trial.expectEqual("attempts", 1, failure.meta().attempts());
  }

  @Observes(OUT_03)
  void sb007unknownHost(Trial trial) throws Exception {
    expectCause(trial, new UnknownHostException("nobody knows this name"));
  }

  @Observes({OUT_03, FOLD_02})
  void sb008resolverThrows(Trial trial) throws Exception {
    expectCause(trial, new IllegalStateException("thrown by the resolver"));
  }

  @Observes({TIME_01, OUT_03})
  void sb009resolverBlocks(Trial trial) throws Exception {
    trial.checkFirst("whether the attempt's timer runs while the resolver is asked");
    Gate gate = new Gate();
    Row row = named(trial, host -> afterGate(gate, host));
    row.with(config -> config.attemptTimeout(Given.SHORT)).fetcher();
    trial.keep(gate::open);
    row.expect(Reason.TIMEOUT);
    row.expectNoConnection();
  }

  @Observes({CONN_03, OUT_03})
  void sb010firstAddressRefuses(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.text("ok"));
    InetAddress refusing = Addresses.refusing(row.origin().port());
    row.with(config -> config.resolver(host -> both(refusing, host)));
    row.at(row.origin().url(NAME, Row.PATH)).expect(200, "ok");
  }

  @Observes({CONN_03, OUT_03})
  void sb011bothAddressesRefuse(Trial trial) throws Exception {
    DeadEnd deadEnd = trial.keep(DeadEnd.refusing());
    InetAddress refusing = Addresses.refusing(deadEnd.port());
    Row.of(trial, Script.text("ok"))
        .with(config -> config.resolver(host -> both(refusing, host)))
        .at("http://" + NAME + ":" + deadEnd.port() + "/")
        .expect(Reason.CONNECT);
  }

  @Observes({SEC_01, OUT_03})
  void sb012addressRefused(Trial trial) throws Exception {
    Row row = named(trial, Given::here).with(config -> config.addresses(address -> false));
    row.expect(Reason.FORBIDDEN_ADDRESS);
    row.expectNoConnection();
  }

  @Observes({SEC_01, OUT_03})
  void sb013literalRefused(Trial trial) throws Exception {
    Row row = Row.of(trial, Script.text("ok")).with(config -> config.addresses(address -> false));
    row.expect(Reason.FORBIDDEN_ADDRESS);
    row.expectNoConnection();
  }

  @Observes({SEC_01, REDIRECT_01, OUT_03})
  void sb014redirectToRefused(Trial trial) throws Exception {
    InetAddress refused = Addresses.of("127.0.0.3");
    Row row =
        Row.of(trial, Script.redirect(302, "http://127.0.0.3:1/"))
            .with(config -> config.addresses(address -> !address.equals(refused)));
    row.expect(Reason.FORBIDDEN_ADDRESS);
    row.expectHeads(1);
  }

  @Observes({RETRY_02, OUT_03})
  void sb162temporarilyUnknownHost(Trial trial) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Row row = named(trial, host -> atSecondGo(asked, host)).with(Row::threeAttempts);
    row.expectAttempts(2, row.expect(200, "ok"));
  }

  @Observes({RETRY_02, OUT_03})
  void sb163unknownHostIsNotRetried(Trial trial) throws Exception {
    Row row =
        named(
                trial,
                host -> {
                  throw new UnknownHostException("nobody knows this name");
                })
            .with(Row::threeAttempts);
    row.expectAttempts(1, row.expect(Reason.UNKNOWN_HOST));
  }

  private static List<InetAddress> atSecondGo(AtomicInteger asked, String host)
      throws UnknownHostException {
    if (asked.incrementAndGet() == 1) {
      throw new HostResolver.TemporaryFailure("nobody answers");
    }
    return Given.here(host);
  }

  private static Row named(Trial trial, HostResolver resolver) {
    Row row = Row.of(trial, Script.text("ok")).with(config -> config.resolver(resolver));
    return row.at(row.origin().url(NAME, Row.PATH));
  }

  private static void expectCause(Trial trial, Exception thrown) throws InterruptedException {
    Row row =
        named(
            trial,
            host -> {
              throw SneakyThrow.of(thrown);
            });
    Failure failure = row.expect(Reason.UNKNOWN_HOST);
    trial.expectEqual("the cause", thrown, failure.cause());
    row.expectNoConnection();
  }

  private static List<InetAddress> both(InetAddress first, String host)
      throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, first.getAddress()), Given.here(host).get(0));
  }

  private static List<InetAddress> afterGate(Gate gate, String host) throws UnknownHostException {
    try {
      gate.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Given.here(host);
  }
}
