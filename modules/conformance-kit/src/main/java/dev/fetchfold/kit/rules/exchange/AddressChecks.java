package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.CONN_03;
import static dev.fetchfold.kit.Rule.SEC_01;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** SEC-01 and CONN-03: which address is connected to. */
final class AddressChecks {
  private static final List<String> NOT_PUBLIC =
      List.of(
          "127.0.0.1",
          "127.255.255.254",
          "10.0.0.1",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.0.1",
          "100.64.0.1",
          "169.254.169.254",
          "224.0.0.1",
          "0.0.0.0",
          "192.0.2.1",
          "198.51.100.1",
          "203.0.113.1",
          "0:0:0:0:0:0:0:1",
          "0:0:0:0:0:0:0:0",
          "fe80:0:0:0:0:0:0:1",
          "fc00:0:0:0:0:0:0:1",
          "fd12:3456:0:0:0:0:0:1",
          "ff02:0:0:0:0:0:0:1",
          "2001:db8:0:0:0:0:0:1",
          "2002:7f00:1:0:0:0:0:1",
          "2002:a00:1:0:0:0:0:1",
          "64:ff9b:0:0:0:0:7f00:1",
          "64:ff9b:0:0:0:0:a9fe:a9fe");

  /** Ways to write this machine's own address in a URL; not all of them are usable. */
  private static final List<String> ALIASES =
      List.of(
          "127.0.0.1",
          "127.1",
          "2130706433",
          "0x7f.1",
          "0177.0.0.1",
          "localhost",
          "[::1]",
          "[::ffff:127.0.0.1]",
          "[::ffff:7f00:1]",
          "[::127.0.0.1]");

  private static final List<String> PUBLIC =
      List.of("1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700:0:0:0:0:0:1111");

  @Observes(SEC_01)
  void oneAnswerIsUsedForBoth(Trial trial) throws Exception {
    trial.checkFirst("whether the client resolves the name again when it connects");
    OriginServer origin = trial.origin().otherwise(Script.text("reached"));
    InetAddress refusing = Addresses.refusing(origin.port());
    AtomicInteger asked = new AtomicInteger();
    FetcherConfig config =
        Given.patient()
            .addresses(address -> !address.getHostAddress().equals("127.0.0.1"))
            .resolver(host -> asked.getAndIncrement() == 0 ? List.of(refusing) : Given.here(host));
    Outcome outcome = trial.open(config).fetch(Target.of(origin.url("rebind.test", "/")));
    trial.expect(outcome.failure().isPresent(), "a failure", outcome);
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  @Observes(SEC_01)
  void everyAddressIsAskedFor(Trial trial) throws Exception {
    trial.checkFirst("whether one allowed address lets the others of its name through");
    OriginServer origin = trial.origin().otherwise(Script.text("reached"));
    InetAddress refusing = Addresses.refusing(origin.port());
    InetAddress forbidden = Addresses.of("127.0.0.1");
    for (List<InetAddress> answer :
        List.of(List.of(refusing, forbidden), List.of(forbidden, refusing))) {
      FetcherConfig config =
          Given.patient().addresses(address -> !address.equals(forbidden)).resolver(host -> answer);
      expectFailure(trial, trial.open(config).fetch(Target.of(origin.url("two.test", "/"))));
    }
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  @Observes(SEC_01)
  void theAnswerOfTheResolverDecides(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("reached"));
    FetcherConfig config =
        Given.patient()
            .addresses(address -> address.getHostAddress().equals("127.0.0.1"))
            .resolver(Given::here);
    for (String host : List.of("localhost", "name.test", "a.b.c.invalid")) {
      Outcome outcome = trial.open(config).fetch(Target.of(origin.url(host, "/")));
      trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    }
  }

  @Observes(SEC_01)
  void everyConnectionIsAskedFor(Trial trial) throws Exception {
    trial.checkFirst("whether a verdict is remembered for a name or an address");
    Headers close = Headers.of("Connection", "close");
    OriginServer origin = trial.origin().otherwise(Script.status(200, close));
    AtomicBoolean allowed = new AtomicBoolean(true);
    FetcherConfig config = Given.patient().addresses(address -> allowed.get());
    Fetcher fetcher = trial.open(config);
    trial.expectEqual(
        "the first outcome", "200", Mixture.shown(fetcher.fetch(Target.of(origin.url("/")))));
    allowed.set(false);
    Outcome second = fetcher.fetch(Target.of(origin.url("/")));
    Reasons.expect(trial, Reason.FORBIDDEN_ADDRESS, second);
    trial.expectEqual("connections", 1, origin.ledger().connections());
  }

  @Observes(SEC_01)
  void aliasesOfLoopbackAreNotPublic(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("reached"));
    Fetcher strict = trial.open(Given.patient().addresses(AddressPolicy.publicOnly()));
    for (String alias : ALIASES) {
      expectFailure(trial, strict.fetch(Target.of(origin.url(alias, "/"))));
    }
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  @Observes(SEC_01)
  void hopsToAliasesOfLoopbackAreAskedFor(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("reached"));
    OriginServer start = trial.origin();
    Ledger ledger = start.ledger();
    for (String alias : ALIASES) {
      start.on("/", Script.redirect(302, origin.url(alias, "/")));
      int before = ledger.headCount();
      AddressPolicy firstHopOnly = address -> ledger.headCount() == before;
      Fetcher fetcher = trial.open(Given.patient().addresses(firstHopOnly));
      expectFailure(trial, fetcher.fetch(Target.of(start.url("/"))));
    }
    trial.expectEqual("first hops", ALIASES.size(), ledger.headCount());
    origin.ledger().fence();
    trial.expectEqual("connections", 0, origin.ledger().connections());
  }

  private static void expectFailure(Trial trial, Outcome outcome) {
    trial.expect(outcome.failure().isPresent(), "a failure", outcome);
  }

  @Observes(SEC_01)
  void theTableOfAddresses(Trial trial) throws Exception {
    AddressPolicy policy = AddressPolicy.publicOnly();
    for (String address : NOT_PUBLIC) {
      trial.expect(!policy.allows(Addresses.of(address)), address + " not to be public", "it is");
    }
    for (String address : PUBLIC) {
      trial.expect(policy.allows(Addresses.of(address)), address + " to be public", "it is not");
    }
  }

  @Observes(CONN_03)
  void addressesAreTriedInOrder(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    InetAddress refusing = Addresses.refusing(origin.port());
    AtomicBoolean refused = new AtomicBoolean();
    InetAddress serving = Addresses.of("127.0.0.1");
    FetcherConfig config =
        Given.patient()
            .addresses(address -> note(refused, address.equals(refusing)))
            .resolver(host -> List.of(refusing, refusing, serving));
    Outcome outcome = trial.open(config).fetch(Target.of(origin.url("three.test", "/")));
    trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    trial.expect(refused.get(), "the first address asked about", "only others");
  }

  private static boolean note(AtomicBoolean flag, boolean now) {
    if (now) {
      flag.set(true);
    }
    return true;
  }

  @Observes(CONN_03)
  void allOfThemRefuse(Trial trial) throws Exception {
    DeadEnd deadEnd = trial.keep(DeadEnd.refusing());
    InetAddress here = Addresses.of("127.0.0.1");
    FetcherConfig config = Given.patient().resolver(host -> List.of(here, here));
    Target target = Target.of("http://both.test:" + deadEnd.port() + "/");
    Reasons.expect(trial, Reason.CONNECT, trial.open(config).fetch(target));
  }
}
