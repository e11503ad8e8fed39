package dev.fetchfold.kit.rules;

import static dev.fetchfold.kit.Rule.BODY_02;
import static dev.fetchfold.kit.Rule.OUT_07;
import static dev.fetchfold.kit.Rule.SEC_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.origin.Bytes;
import dev.fetchfold.kit.origin.Entry;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** OUT-07 and SEC-05: what stands on the wire, and nothing else. */
final class WireChecks {
  private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Observes(OUT_07)
  void plainGet(Trial trial) throws Exception {
    expectHead(trial, "/path?query=1", target -> target);
  }

  @Observes(OUT_07)
  void methodsWithoutABody(Trial trial) throws Exception {
    for (String method : List.of("HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH", "PURGE")) {
      expectHead(trial, "/", target -> target.method(method));
    }
  }

  @Observes(OUT_07)
  void methodsWithABody(Trial trial) throws Exception {
    byte[] body = BodyRows.everyByte(100_000);
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "GET", "REPORT")) {
      expectHead(trial, "/", target -> target.method(method).body(body));
    }
  }

  @Observes(OUT_07)
  void anEmptyBody(Trial trial) throws Exception {
    expectHead(trial, "/", target -> target.method("POST").body(new byte[0]));
  }

  @Observes(OUT_07)
  void headersOfTheTarget(Trial trial) throws Exception {
    expectHead(
        trial,
        "/",
        target ->
            target
                .header("X-One", "first")
                .header("Accept", "text/html;q=0.5, */*")
                .header("x-one", "second")
                .header("Authorization", "Bearer abc")
                .header("Cookie", "a=b; c=d")
                .header("Cache-Control", "no-cache")
                .header("If-None-Match", "\"tag\""));
  }

  @Observes(OUT_07)
  void theTargetsOwnUserAgent(Trial trial) throws Exception {
    Entry.Head head = expectHead(trial, "/", target -> target.header("User-Agent", "mine/1"));
    trial.expectEqual("User-Agent", List.of("mine/1"), head.headers().all("User-Agent"));
  }

  @Observes({OUT_07, BODY_02})
  void theTargetsOwnCoding(Trial trial) throws Exception {
    Entry.Head head = expectHead(trial, "/", target -> target.header("Accept-Encoding", "br"));
    trial.expectEqual("Accept-Encoding", List.of("br"), head.headers().all("Accept-Encoding"));
  }

  @Observes({OUT_07, BODY_02})
  void noCodingBesideARange(Trial trial) throws Exception {
    Entry.Head head = expectHead(trial, "/", target -> target.header("Range", "bytes=0-9"));
    trial.expectEqual("Accept-Encoding", List.of(), head.headers().all("Accept-Encoding"));
  }

  @Observes(OUT_07)
  void noFragment(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    trial.open(Given.patient()).fetch(Target.of(origin.url("/p?q#fragment")));
    trial.expectEqual("request target", "/p?q", origin.ledger().heads().get(0).target());
  }

  @Observes(OUT_07)
  void theSecondRequestOnAConnectionToo(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(Script.text("ok"));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    fetcher.fetch(Batch.of(Given.targets(origin, "/", 2)));
    List<Entry.Head> heads = origin.ledger().heads();
    trial.expectEqual("the second head", heads.get(0).headers(), heads.get(1).headers());
  }

  @Observes(SEC_05)
  void nothingIsCarriedFromTargetToTarget(Trial trial) throws Exception {
    Headers sticky =
        Headers.of("Set-Cookie", "id=1; Path=/", "ETag", "\"1\"", "Cache-Control", "max-age=3600")
            .with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
            .with("Alt-Svc", "h2=\":443\"")
            .with("Strict-Transport-Security", "max-age=3600")
            .with("Accept-CH", "Sec-CH-UA");
    OriginServer origin = trial.origin().on("/", Script.respond(200, sticky, Bytes.latin1("1")));
    Headers challenge = Headers.of("WWW-Authenticate", "Basic realm=\"kit\"");
    origin.on("/closed", Script.status(401, challenge));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    Target known = Target.of(origin.url("/closed")).header("Authorization", "Basic YTpi");
    Target stranger = Target.of(origin.url("/"));
    fetcher.fetch(stranger);
    fetcher.fetch(known);
    fetcher.fetch(Target.of(origin.url("/closed")));
    fetcher.fetch(stranger);
    List<Headers> heads =
        origin.ledger().heads().stream()
            .filter(head -> !head.headers().contains("Authorization"))
            .map(Entry.Head::headers)
            .toList();
    trial.expectEqual("heads without Authorization", 3, heads.size());
    trial.expectEqual("the head after the challenge", heads.get(0), heads.get(1));
    trial.expectEqual("the head after the cookie", heads.get(0), heads.get(2));
  }

  /** Sends one target and compares its whole head and body with what they must be. */
  private static Entry.Head expectHead(Trial trial, String path, UnaryOperator<Target> change)
      throws InterruptedException {
    Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    OriginServer origin =
        trial
            .origin()
            .otherwise(
                exchange -> {
                  bodies.put("", exchange.body());
                  Script.status(204).play(exchange);
                });
    Target target = change.apply(Target.of(origin.url(path)));
    trial.open(Given.patient()).fetch(target).orThrow();
    List<Entry.Head> heads = origin.ledger().heads();
    trial.expectEqual("heads", 1, heads.size());
    Entry.Head head = heads.get(0);
    trial.expectEqual(
        "request line", target.method() + " " + path + " HTTP/1.1", head.requestLine());
    byte[] sent = target.body().orElse(new byte[0]);
    trial.expect(Arrays.equals(sent, bodies.get("")), "the body of the target", "another one");
    expectFields(trial, target, head, sent.length);
    expectValues(trial, origin, target, head);
    return head;
  }

  private static void expectFields(Trial trial, Target target, Entry.Head head, int length) {
    List<String> names = new ArrayList<>(names(head.headers()));
    boolean counted = names.remove("content-length");
    boolean chunked = names.remove("transfer-encoding");
    Set<String> expected = new TreeSet<>(names(target.headers()));
    expected.add("host");
    expected.add("user-agent");
    if (!target.headers().contains("Range")) {
      expected.add("accept-encoding");
    }
    trial.expectEqual("field names but for the framing", expected, new TreeSet<>(names));
    long twice = names(target.headers()).stream().distinct().count();
    trial.expectEqual(
        "how many fields",
        expected.size() + (names(target.headers()).size() - twice),
        (long) names.size());
    boolean needed = length > 0;
    boolean may = needed || !WITHOUT_CONTENT.contains(target.method()) || target.body().isPresent();
    trial.expect(
        needed ? counted != chunked : !chunked && (may || !counted),
        needed ? "exactly one of Content-Length and chunks" : "no framing of a body",
        head.headers().fields().stream().map(Headers.Field::name).toList());
    if (counted) {
      trial.expectEqual(
          "Content-Length",
          List.of(Integer.toString(length)),
          head.headers().all("Content-Length"));
    }
  }

  private static void expectValues(
      Trial trial, OriginServer origin, Target target, Entry.Head head) {
    Headers seen = head.headers();
    trial.expectEqual("Host", List.of("127.0.0.1:" + origin.port()), seen.all("Host"));
    for (Headers.Field field : target.headers()) {
      trial.expectEqual(field.name(), target.headers().all(field.name()), seen.all(field.name()));
    }
    if (!target.headers().contains("User-Agent")) {
      String agent = seen.first("User-Agent").orElse("none");
      trial.expect(agent.matches("fetchfold/\\S+"), "User-Agent: fetchfold/<version>", agent);
    }
    if (!target.headers().contains("Range") && !target.headers().contains("Accept-Encoding")) {
      trial.expectEqual("Accept-Encoding", List.of("gzip"), seen.all("Accept-Encoding"));
    }
  }

  private static List<String> names(Headers headers) {
    return headers.fields().stream()
        .map(field -> field.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toList());
  }
}
