package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BATCH_05;
import static dev.fetchfold.kit.Rule.BATCH_06;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** BATCH-05 and BATCH-06: what cannot be requested, and what cannot be meant. */
final class RefusalChecks {
  private static final List<String> UNUSABLE =
      List.of(
          "",
          "   ",
          "/path",
          "no url",
          "http:",
          "http:/",
          "http:///path",
          "https://",
          "http://:80/",
          "//host/",
          "file:///etc/passwd",
          "gopher://host/",
          "mailto:a@b.test",
          "javascript:alert(1)",
          "http://user@host/",
          "http://user:password@host/",
          "http://host:65536/",
          "http://host:-1/",
          "http://host:port/",
          "http://[::1/",
          "http://[nonsense]/");
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

  /** Enough for a timer that is due to ring before the reply comes. */
  private static final Duration LATER_THAN_AT_ONCE = Duration.ofMillis(100);

  private static final Duration NEGATIVE = Duration.ofSeconds(-1);

  @Observes(BATCH_05)
  void unusableTargetsChangeNoOther(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    List<String> urls = new ArrayList<>();
    for (String unusable : UNUSABLE) {
      urls.add(unusable);
      urls.add(origin.url("/good"));
    }
    List<Outcome> outcomes = trial.open(Given.patient()).fetch(Batch.urls(urls));
    for (int i = 0; i < urls.size(); i++) {
      String expected = i % 2 == 0 ? "INVALID_TARGET" : "200";
      trial.expectEqual(
          "the outcome of \"" + urls.get(i) + "\"", expected, Mixture.shown(outcomes.get(i)));
    }
    trial.expectEqual("heads", UNUSABLE.size(), origin.ledger().headCount());
  }

  @Observes(BATCH_05)
  void unusualTargetsAreRequested(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.patient().resolver(Given::here));
    expectAsked(trial, fetcher, origin, origin.url("my_service", "/"), "/");
    expectAsked(trial, fetcher, origin, "  " + origin.url("/spaces") + "\n", "/spaces");
    expectAsked(trial, fetcher, origin, origin.url("/a b"), "/a%20b");
    expectAsked(trial, fetcher, origin, origin.url("/ü?ü"), "/%C3%BC?%C3%BC");
    expectAsked(trial, fetcher, origin, origin.url("/%41?%42"), "/%41?%42");
    expectAsked(trial, fetcher, origin, origin.url("bücher.test", "/idn"), "/idn");
    expectAsked(trial, fetcher, origin, origin.url("").replace("http:", "HTTP:"), "/");
    expectAsked(trial, fetcher, origin, origin.url("?only=query"), "/?only=query");
  }

  private static void expectAsked(
      Trial trial, Fetcher fetcher, OriginServer origin, String url, String target)
      throws InterruptedException {
    Outcome outcome = fetcher.fetch(Target.of(url));
    trial.expectEqual("the outcome of \"" + url + "\"", "200", Mixture.shown(outcome));
    trial.expectEqual(
        "the request target of \"" + url + "\"",
        target,
        origin.ledger().heads().getLast().target());
  }

  @Observes(BATCH_06)
  void optionsAreRefusedWhenBuilt(Trial trial) {
    FetcherConfig config = FetcherConfig.defaults();
    RetryPolicy retry = RetryPolicy.defaults();
    Target target = Target.of("http://h/");
    Batch batch = Batch.of(target);
    expectRefused(trial, "maxConcurrency", "0", () -> config.maxConcurrency(0));
    expectRefused(trial, "maxPerOrigin", "-1", () -> config.maxPerOrigin(-1));
    expectRefused(trial, "defaultWindow", "0", () -> config.defaultWindow(0));
    expectRefused(trial, "maxBodyBytes", "-1", () -> config.maxBodyBytes(-1));
    expectRefused(trial, "maxHeaderBytes", "0", () -> config.maxHeaderBytes(0));
    expectRefused(trial, "connectTimeout", "PT0S", () -> config.connectTimeout(Duration.ZERO));
    expectRefused(trial, "attemptTimeout", "PT-1S", () -> config.attemptTimeout(NEGATIVE));
    expectRefused(trial, "idleTimeout", "PT0S", () -> config.idleTimeout(Duration.ZERO));
    expectRefused(trial, "maxAttempts", "0", () -> retry.maxAttempts(0));
    expectRefused(trial, "base", "PT-1S", () -> retry.backoff(NEGATIVE, Duration.ZERO));
    expectRefused(trial, "cap", "PT-1S", () -> retry.backoff(Duration.ZERO, NEGATIVE));
    expectRefused(trial, "retryAfterCap", "PT-1S", () -> retry.retryAfterCap(NEGATIVE));
    expectRefused(trial, "maxRedirects", "0", () -> RedirectPolicy.upTo(0));
    expectRefused(trial, "within", "PT0S", () -> batch.within(Duration.ZERO));
    expectRefused(trial, "window", "-1", () -> batch.window(-1));
    expectRefused(trial, "attemptTimeout", "PT0S", () -> target.attemptTimeout(Duration.ZERO));
    expectRefused(trial, "within", "PT-1S", () -> target.within(NEGATIVE));
    expectRefused(trial, "after", "PT-1S", () -> target.after(NEGATIVE));
    expectRefused(trial, "maxBodyBytes", "-2", () -> target.maxBodyBytes(-2));
  }

  private interface Building {
    Object build();
  }

  private static void expectRefused(Trial trial, String option, String value, Building building) {
    try {
      Object built = building.build();
      throw trial.broken(option + " " + value + " refused when it is built", built);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      trial.expect(
          message.contains(option) && message.contains(value) && message.contains("expected"),
          "a message with " + option + ", " + value + " and what was expected",
          message);
    }
  }

  @Observes(BATCH_06)
  void durationsSaturate(Trial trial) throws Exception {
    trial.checkFirst("where a duration becomes a number: it must not overflow into \"at once\"");
    Script busyOnce = Script.sequence(Script.status(503), Script.text("ok"));
    OriginServer origin = trial.origin().on("/", Given.paused(LATER_THAN_AT_ONCE, busyOnce));
    FetcherConfig config =
        FetcherConfig.defaults()
            .connectTimeout(LONGEST)
            .attemptTimeout(LONGEST)
            .idleTimeout(LONGEST)
            .retry(RetryPolicy.defaults().backoff(LONGEST, LONGEST).random(() -> 0));
    Target target = Target.of(origin.url("/")).attemptTimeout(LONGEST).within(LONGEST);
    Outcome outcome = trial.open(config).fetch(Batch.of(target).within(LONGEST)).get(0);
    trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    trial.expectEqual("attempts", 2, outcome.meta().attempts());
  }
}
