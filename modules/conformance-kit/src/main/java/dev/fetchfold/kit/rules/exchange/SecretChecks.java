package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.SEC_04;

import dev.fetchfold.Batch;
import dev.fetchfold.Failure;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchException;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.DeadEnd;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** SEC-04: a secret that is planted everywhere is found nowhere. */
final class SecretChecks {
  private final String secret = "secret" + UUID.randomUUID();
  private final Queue<String> printed = new ConcurrentLinkedQueue<>();

  @Observes(SEC_04)
  void noCredentialIsShown(Trial trial) throws Exception {
    Logger root = Logger.getLogger("");
    Handler recorder = new Recorder(printed);
    root.addHandler(recorder);
    trial.keep(() -> root.removeHandler(recorder));
    Fetcher fetcher = trial.open(config());
    List<Target> targets = targets(trial);
    Batch batch = Batch.of(targets);
    printed.add(batch.toString());
    targets.forEach(target -> printed.add(target + " " + target.headers()));
    fetcher.fetch(batch).forEach(this::print);
    fetcher.close();
    for (String text : printed) {
      trial.expect(!text.contains(secret), "no credential in anything printed", text);
    }
  }

  private FetcherConfig config() {
    return Row.threeAttempts(Given.patient())
        .maxBodyBytes(1000)
        .maxHeaderBytes(4096)
        .resolver(this::resolve)
        .listener(event -> print(event));
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.endsWith(".unknown.test")) {
      throw new UnknownHostException("no such host");
    }
    return Given.here(host);
  }

  /** One target for every way to end, each with the secret wherever it can be put. */
  private List<Target> targets(Trial trial) {
    Map<String, Script> scripts = new LinkedHashMap<>(replies());
    scripts.putAll(redirects());
    OriginServer origin = trial.origin().otherwise(Script.status(404)).on("/held", Script.hang());
    List<Target> targets = new ArrayList<>();
    scripts.forEach((path, script) -> targets.add(planted(origin.on(path, script).url(path))));
    targets.add(planted(origin.url("/held")).attemptTimeout(Given.SHORT));
    targets.add(planted(origin.url("/held")).within(Given.SHORT));
    targets.addAll(elsewhere(trial));
    return targets;
  }

  private Map<String, Script> replies() {
    Headers cookie = Headers.of("Set-Cookie", "id=" + secret, "X-Token", secret);
    return Map.of(
        "/ok", Script.respond(200, cookie, Bytes.latin1(secret)),
        "/reset", Exchange::reset,
        "/cut", Script.raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", After.CLOSE),
        "/garbage", Script.raw("garbage\r\n\r\n", After.CLOSE),
        "/coded", Script.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: x\r\n\r\n", After.HANG),
        "/long", Script.status(200, Headers.of("X-Long", "a".repeat(8192))),
        "/large", Script.respond(200, Headers.empty(), new byte[2000]),
        "/corrupt", Script.gzip(Bytes.latin1("no gzip")),
        "/busy", Script.status(503));
  }

  private Map<String, Script> redirects() {
    return Map.of(
        "/loop", exchange -> Script.redirect(302, exchange.head().target()).play(exchange),
        "/ftp", Script.redirect(302, "ftp://user:" + secret + "@h/?t=" + secret),
        "/user", Script.redirect(302, "http://" + secret + ":" + secret + "@h/"),
        "/port", Script.redirect(302, "http://h:99999/?t=" + secret),
        "/on", Script.redirect(307, "/ok?token=" + secret + "#" + secret));
  }

  private List<Target> elsewhere(Trial trial) {
    OriginServer tls = trial.serve(OriginServer.startTls(Identity.SELF_SIGNED));
    DeadEnd refusing = trial.keep(DeadEnd.refusing());
    return List.of(
        planted(tls.url("/")),
        planted(refusing.url("/")),
        planted("http://name.unknown.test/"),
        Target.of("http://" + secret + ":" + secret + "@127.0.0.1/"),
        Target.of("http://127.0.0.1:99999/?t=" + secret),
        Target.of("ftp://user:" + secret + "@127.0.0.1/"),
        Target.of("//user:" + secret + "@127.0.0.1/"),
        Target.of("http://user:" + secret + "@/ no url"),
        Target.of("http://[::1?t=" + secret));
  }

  private Target planted(String url) {
    return Target.of(url + "?token=" + secret + "#" + secret)
        .method("PUT")
        .header("Authorization", "Bearer " + secret)
        .header("Cookie", "id=" + secret)
        .header("X-Api-Key", secret)
        .body(secret);
  }

  private void print(FetchEvent event) {
    printed.add(event.toString());
  }

  private void print(Outcome outcome) {
    printed.add(outcome + " " + outcome.meta());
    switch (outcome) {
      case Response response -> printed.add(response.headers() + " " + response.body());
      case Failure failure -> print(failure);
    }
  }

  private void print(Failure failure) {
    printed.add(failure.detail());
    try {
      failure.orThrow();
    } catch (FetchException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, true));
      printed.add(trace.toString());
    }
  }

  /** Keeps what is logged. */
  private static final class Recorder extends Handler {
    private final Queue<String> printed;

    Recorder(Queue<String> printed) {
      this.printed = printed;
    }

    @Override
    public void publish(LogRecord record) {
      StringWriter text = new StringWriter();
      text.append(String.valueOf(record.getMessage()));
      if (record.getParameters() != null) {
        text.append(List.of(record.getParameters()).toString());
      }
      if (record.getThrown() != null) {
        record.getThrown().printStackTrace(new PrintWriter(text, true));
      }
      printed.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
