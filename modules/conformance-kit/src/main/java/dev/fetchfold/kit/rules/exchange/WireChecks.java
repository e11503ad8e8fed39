package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.BODY_02;
import static dev.fetchfold.kit.Rule.OUT_07;
import static dev.fetchfold.kit.Rule.SEC_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.origin.Bytes;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** OUT-07 and SEC-05: what stands on the wire, and nothing else. */
final class WireChecks {
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
  private static final Set<String> WITHOUT_CONTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Observes(OUT_07)
  void plainGet(Trial trial) throws Exception {
    for (String path : List.of("/path?query=1", "/a//b?c=%20&d", "//example.com/x")) {
      expectHead(trial, path, target -> target);
    }
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
  void nothingIsCarriedFromReplyToRequest(Trial trial) throws Exception {
    Headers sticky =
        Headers.of("Set-Cookie", "id=1; Path=/", "ETag", "\"1\"", "Cache-Control", "max-age=3600")
            .with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
            .with("Alt-Svc", "h2=\":443\"")
            .with("Strict-Transport-Security", "max-age=3600")
            .with("Accept-CH", "Sec-CH-UA");
    OriginServer origin = trial.origin().on("/", Script.respond(200, sticky, Bytes.latin1("1")));
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    fetcher.fetch(Batch.of(Given.targets(origin, "/", 3)));
    expectEqualHeads(trial, origin.ledger().heads(), 3);
  }

  @Observes(SEC_05)
  void credentialsStayWithTheirTarget(Trial trial) throws Exception {
    Headers challenge = Headers.of("WWW-Authenticate", "Basic realm=\"kit\"");
    OriginServer origin =
        trial.origin().on("/", Script.sequence(Script.status(401, challenge), Script.status(200)));
    Target stranger = Target.of(origin.url("/"));
    Target known = stranger.header("Authorization", "Basic YTpi").header("Cookie", "id=1");
    Fetcher fetcher = trial.open(Given.bounds(1, 1));
    for (Target target : List.of(stranger, known, stranger, known, stranger)) {
      fetcher.fetch(target);
    }
    List<Entry.Head> heads = origin.ledger().heads();
    trial.expectEqual("heads", 5, heads.size());
    List<Entry.Head> strangers = List.of(heads.get(0), heads.get(2), heads.get(4));
    expectEqualHeads(trial, strangers, 3);
  }

  private static void expectEqualHeads(Trial trial, List<Entry.Head> heads, int count) {
    trial.expectEqual("heads, none of them answered from a cache", count, heads.size());
    for (Entry.Head head : heads) {
      trial.expectEqual("a later head", heads.get(0).headers(), head.headers());
    }
  }

  /** Sends one target and compares its whole head and body with what they must be. */
  private static Entry.Head expectHead(Trial trial, String path, UnaryOperator<Target> change)
      throws InterruptedException {
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    OriginServer origin = trial.origin().otherwise(exchange -> keep(exchange, body));
    Target target = change.apply(Target.of(origin.url(path)));
    trial.open(Given.patient()).fetch(target).orThrow();
    trial.expectEqual("heads", 1, origin.ledger().headCount());
    Entry.Head head = origin.ledger().heads().get(0);
    trial.expectEqual(
        "request line", target.method() + " " + path + " HTTP/1.1", head.requestLine());
    byte[] sent = target.body().orElse(new byte[0]);
    trial.expect(Arrays.equals(sent, body.get()), "the body of the target", "another one");
    expectNames(trial, target, head);
    expectFraming(trial, target, head);
    trial.expectEqual("Host", List.of("127.0.0.1:" + origin.port()), head.headers().all("Host"));
    expectValues(trial, target, head.headers());
    return head;
  }

  private static void keep(Exchange exchange, AtomicReference<byte[]> body)
      throws IOException, InterruptedException {
    body.set(exchange.body());
    Script.status(204).play(exchange);
  }

  /** Sorted, so that a field that comes twice shows. */
  private static void expectNames(Trial trial, Target target, Entry.Head head) {
    List<String> expected = new ArrayList<>(names(target.headers()));
    for (String ours : List.of("host", "user-agent", "accept-encoding")) {
      if (!expected.contains(ours) && (!ours.equals("accept-encoding") || !hasRange(target))) {
        expected.add(ours);
      }
    }
    List<String> seen = new ArrayList<>(names(head.headers()));
    seen.removeAll(FRAMING);
    trial.expectEqual(
        "field names but for the framing",
        expected.stream().sorted().toList(),
        seen.stream().sorted().toList());
  }

  private static boolean hasRange(Target target) {
    return target.headers().contains("Range");
  }

  /** A body has a length or chunks; where there is none, a length of 0 may say so. */
  private static void expectFraming(Trial trial, Target target, Entry.Head head) {
    int length = target.body().map(body -> body.length).orElse(0);
    List<String> framing = new ArrayList<>(names(head.headers()));
    framing.retainAll(FRAMING);
    boolean may = target.body().isPresent() || !WITHOUT_CONTENT.contains(target.method());
    trial.expect(
        framing.size() == 1 || (framing.isEmpty() && length == 0),
        "one field for the framing of " + length + " bytes",
        framing);
    trial.expect(may || framing.isEmpty(), "no framing without a body", framing);
    trial.expectEqual(
        "Content-Length, where it is said",
        framing.contains("content-length") ? List.of(Integer.toString(length)) : List.of(),
        head.headers().all("Content-Length"));
  }

  private static void expectValues(Trial trial, Target target, Headers seen) {
    for (Headers.Field field : target.headers()) {
      trial.expectEqual(field.name(), target.headers().all(field.name()), seen.all(field.name()));
    }
    if (!target.headers().contains("User-Agent")) {
      String agent = seen.first("User-Agent").orElse("none");
      trial.expect(agent.matches("fetchfold/\\S+"), "User-Agent: fetchfold/<version>", agent);
    }
    if (!target.headers().contains("Accept-Encoding") && !hasRange(target)) {
      trial.expectEqual("Accept-Encoding", List.of("gzip"), seen.all("Accept-Encoding"));
    }
  }

  private static List<String> names(Headers headers) {
    return headers.fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
  }
}
