package dev.fetchfold.kit.rules.exchange;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Targets that end in every way there is, side by side at one origin; the index says which. Each
 * has a path of its own, so that none depends on another.
 */
final class Mixture {
  private static final int CAP = 1000;

  private final OriginServer origin;

  /** How a target ends. */
  enum Kind {
    WHOLE("200"),
    MISSING("404"),
    CREATED("201"),
    CHUNKED("200"),
    RETRIED("200"),
    REDIRECTED("200"),
    FAILING("503"),
    BROKEN("500"),
    UNUSABLE(Reason.INVALID_TARGET.name()),
    RESET(Reason.DISCONNECTED.name()),
    CUT(Reason.DISCONNECTED.name()),
    GARBAGE(Reason.PROTOCOL.name()),
    CORRUPT(Reason.PROTOCOL.name()),
    LARGE(Reason.BODY_TOO_LARGE.name()),
    LOOP(Reason.REDIRECT.name());

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    static Kind of(long index) {
      return values()[(int) (index % values().length)];
    }
  }

  Mixture(Trial trial) {
    origin = trial.origin().otherwise(Mixture::play).on("/end", Script.text("end"));
  }

  OriginServer origin() {
    return origin;
  }

  /** Retries without delay, and a cap that one kind exceeds. */
  static FetcherConfig config() {
    return Given.bounds(16, 16)
        .maxBodyBytes(CAP)
        .retry(RetryPolicy.defaults().backoff(Duration.ZERO, Duration.ZERO));
  }

  List<Target> targets(int count) {
    return IntStream.range(0, count).mapToObj(this::target).toList();
  }

  Target target(int index) {
    return target(Kind.of(index), index);
  }

  Target target(Kind kind, int index) {
    return kind == Kind.UNUSABLE
        ? Target.of("unusable:" + index)
        : Target.of(origin.url("/" + kind + "/" + index));
  }

  /** Runs a batch of its targets, and cancels it when the origin has seen so many heads more. */
  Run runAndCancel(Trial trial, Fetcher fetcher, Batch batch, int heads)
      throws InterruptedException {
    int enough = origin.ledger().headCount() + heads;
    Run run = trial.run(fetcher, batch);
    origin.ledger().await("heads to cancel after", seen -> seen.headCount() >= enough);
    run.cancel();
    return run;
  }

  /** What becomes of the target at that index, as {@link #shown} shows it. */
  static String expected(long index) {
    return Kind.of(index).expected;
  }

  static String shown(Outcome outcome) {
    return outcome
        .response()
        .map(response -> Integer.toString(response.status()))
        .or(() -> outcome.failure().map(failure -> failure.reason().name()))
        .orElseThrow();
  }

  private static void play(Exchange exchange) throws IOException, InterruptedException {
    String path = exchange.head().path();
    script(Kind.valueOf(path.substring(1, path.indexOf('/', 1)))).play(exchange);
  }

  private static Script script(Kind kind) {
    return switch (kind) {
      case WHOLE -> Script.text("whole");
      case MISSING, UNUSABLE -> Script.status(404);
      case CREATED -> Script.status(201);
      case CHUNKED -> Script.chunked(Headers.empty(), Bytes.latin1("chunk"));
      case RETRIED -> Mixture::secondTime;
      case REDIRECTED -> Script.redirect(302, "/end");
      case FAILING -> Script.status(503);
      case BROKEN -> Script.status(500);
      case RESET -> Exchange::reset;
      case CUT -> Script.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", After.CLOSE);
      case GARBAGE -> Script.raw("garbage\r\n\r\n", After.CLOSE);
      case CORRUPT -> Script.gzip(Bytes.latin1("no gzip"));
      case LARGE -> Script.respond(200, Headers.empty(), new byte[CAP + 1]);
      case LOOP -> exchange -> Script.redirect(302, exchange.head().path()).play(exchange);
    };
  }

  private static void secondTime(Exchange exchange) throws IOException, InterruptedException {
    (exchange.call() == 1 ? Script.status(503) : Script.text("second")).play(exchange);
  }
}
