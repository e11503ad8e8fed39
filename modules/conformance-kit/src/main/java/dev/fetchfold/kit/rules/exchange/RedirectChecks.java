package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.REDIRECT_01;
import static dev.fetchfold.kit.Rule.REDIRECT_02;
import static dev.fetchfold.kit.Rule.REDIRECT_03;
import static dev.fetchfold.kit.Rule.REDIRECT_04;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.Response;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.Reasons;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Exchange;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** REDIRECT-01 to REDIRECT-04: elsewhere. */
final class RedirectChecks {
  private static final Set<String> ALLOWED = Set.of("accept", "accept-language", "user-agent");
  private static final Set<String> OURS = Set.of("host", "accept-encoding", "user-agent");

  /** RFC 3986 §5.4, but for the references to the same document, which are loops. */
  private static final Map<String, String> REFERENCES =
      Map.ofEntries(
          Map.entry("g", "/b/c/g"),
          Map.entry("./g", "/b/c/g"),
          Map.entry("g/", "/b/c/g/"),
          Map.entry("/g", "/g"),
          Map.entry("?y", "/b/c/d;p?y"),
          Map.entry("g?y", "/b/c/g?y"),
          Map.entry("g#s", "/b/c/g"),
          Map.entry("g?y#s", "/b/c/g?y"),
          Map.entry(";x", "/b/c/;x"),
          Map.entry("g;x", "/b/c/g;x"),
          Map.entry("g;x?y#s", "/b/c/g;x?y"),
          Map.entry(".", "/b/c/"),
          Map.entry("./", "/b/c/"),
          Map.entry("..", "/b/"),
          Map.entry("../", "/b/"),
          Map.entry("../g", "/b/g"),
          Map.entry("../..", "/"),
          Map.entry("../../", "/"),
          Map.entry("../../g", "/g"),
          Map.entry("../../../g", "/g"),
          Map.entry("../../../../g", "/g"),
          Map.entry("/./g", "/g"),
          Map.entry("/../g", "/g"),
          Map.entry("g.", "/b/c/g."),
          Map.entry(".g", "/b/c/.g"),
          Map.entry("g..", "/b/c/g.."),
          Map.entry("..g", "/b/c/..g"),
          Map.entry("./../g", "/b/g"),
          Map.entry("./g/.", "/b/c/g/"),
          Map.entry("g/./h", "/b/c/g/h"),
          Map.entry("g/../h", "/b/c/h"),
          Map.entry("g;x=1/./y", "/b/c/g;x=1/y"),
          Map.entry("g;x=1/../y", "/b/c/y"),
          Map.entry("g?y/./x", "/b/c/g?y/./x"),
          Map.entry("g?y/../x", "/b/c/g?y/../x"));

  @Observes(REDIRECT_01)
  void methodsAndBodies(Trial trial) throws Exception {
    OriginServer origin = trial.origin().otherwise(RedirectChecks::play);
    Fetcher fetcher = trial.open(Given.patient());
    for (int status : List.of(301, 302, 303, 307, 308)) {
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")) {
        expectMethod(trial, fetcher, origin, status, method);
      }
    }
  }

  /** The path says the status; what came is said in a field, since HEAD has no body. */
  private static void play(Exchange exchange) throws IOException, InterruptedException {
    String path = exchange.head().path();
    if (path.startsWith("/from/")) {
      Script.redirect(Integer.parseInt(path.substring("/from/".length())), "/to").play(exchange);
    } else {
      String body = new String(exchange.body(), StandardCharsets.UTF_8);
      Headers seen = Headers.of("X-Seen", exchange.head().method() + ":" + body);
      Script.status(200, seen).play(exchange);
    }
  }

  private static void expectMethod(
      Trial trial, Fetcher fetcher, OriginServer origin, int status, String method)
      throws InterruptedException {
    boolean has = List.of("POST", "PUT", "PATCH").contains(method);
    Target plain = Target.of(origin.url("/from/" + status)).method(method);
    Target target = has ? plain.body("payload") : plain;
    Response response = fetcher.fetch(target).orThrow();
    String kept = method + ":" + (has ? "payload" : "");
    String expected = becomesGet(status, method) ? "GET:" : kept;
    trial.expectEqual(
        "what follows a " + status + " to " + method,
        expected,
        response.headers().first("X-Seen").orElse("status " + response.status()));
  }

  private static boolean becomesGet(int status, String method) {
    return switch (status) {
      case 301, 302 -> method.equals("POST");
      case 303 -> !method.equals("HEAD");
      default -> false;
    };
  }

  @Observes(REDIRECT_01)
  void referencesResolve(Trial trial) throws Exception {
    List<String> references = List.copyOf(REFERENCES.keySet());
    OriginServer origin = trial.origin().otherwise(exchange -> refer(exchange, references));
    Fetcher fetcher = trial.open(Given.patient());
    for (int i = 0; i < references.size(); i++) {
      Response response = fetcher.fetch(Target.of(origin.url("/b/c/d;p?from=" + i))).orThrow();
      trial.expectEqual(
          "where \"" + references.get(i) + "\" leads from /b/c/d;p",
          REFERENCES.get(references.get(i)),
          response.body().text());
    }
  }

  /** Sends on from the base, and says elsewhere what was asked for. */
  private static void refer(Exchange exchange, List<String> references)
      throws IOException, InterruptedException {
    String target = exchange.head().target();
    int from = target.indexOf("?from=");
    Script script =
        from < 0
            ? Script.text(target)
            : Script.redirect(
                302, references.get(Integer.parseInt(target.substring(from + "?from=".length()))));
    script.play(exchange);
  }

  @Observes(REDIRECT_01)
  void otherAuthoritiesAreFollowed(Trial trial) throws Exception {
    OriginServer there = trial.origin().on("/there", Script.text("there"));
    String location = "//127.0.0.1:" + there.port() + "/there";
    OriginServer here = trial.origin().on("/network", Script.redirect(302, location));
    here.on("/whole", Script.redirect(302, there.url("/there")));
    for (String path : List.of("/network", "/whole")) {
      Outcome outcome = trial.open(Given.patient()).fetch(Target.of(here.url(path)));
      trial.expectEqual("the body", "there", outcome.orThrow().body().text());
    }
  }

  @Observes(REDIRECT_01)
  void fragmentsAreInherited(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/to", Script.text("ok"));
    origin.on("/from", Script.redirect(302, "/to"));
    origin.on("/own", Script.redirect(302, "/to#own"));
    Fetcher fetcher = trial.open(Given.patient());
    expectFragment(trial, "mine", fetcher.fetch(Target.of(origin.url("/from#mine"))));
    expectFragment(trial, "own", fetcher.fetch(Target.of(origin.url("/own#mine"))));
    expectFragment(trial, "own", fetcher.fetch(Target.of(origin.url("/own"))));
  }

  private static void expectFragment(Trial trial, String fragment, Outcome outcome) {
    trial.expectEqual(
        "the fragment of the final URI", fragment, outcome.orThrow().uri().getFragment());
  }

  @Observes(REDIRECT_01)
  void aLoopIsAMethodAndAUriSeenBefore(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/a", Script.redirect(302, "/b"));
    origin.on("/b", Script.redirect(302, "/a"));
    expectRedirectFailure(trial, origin, "/a", 2);
  }

  @Observes(REDIRECT_01)
  void theSameUriWithAnotherMethodIsNoLoop(Trial trial) throws Exception {
    OriginServer origin =
        trial.origin().on("/p", Script.sequence(Script.redirect(303, "/p"), Script.text("done")));
    Target target = Target.of(origin.url("/p")).method("POST").body("payload");
    Outcome outcome = trial.open(Given.patient()).fetch(target);
    trial.expectEqual("the outcome", "200", Mixture.shown(outcome));
    trial.expectEqual(
        "methods",
        List.of("POST", "GET"),
        origin.ledger().heads().stream().map(Entry.Head::method).toList());
  }

  @Observes(REDIRECT_01)
  void unusableLocations(Trial trial) throws Exception {
    for (String location :
        List.of("", "http://", "http:///path", "mailto:a@b", "javascript:x", "http://h:99999/")) {
      OriginServer origin = trial.origin().on("/", Script.redirect(302, location));
      expectRedirectFailure(trial, origin, "/", 1);
    }
  }

  @Observes(REDIRECT_01)
  void asManyHopsAsConfigured(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/0", Script.redirect(302, "/1"));
    origin.on("/1", Script.redirect(302, "/2")).on("/2", Script.text("end"));
    FetcherConfig two = Given.patient().redirects(RedirectPolicy.upTo(2));
    FetcherConfig one = Given.patient().redirects(RedirectPolicy.upTo(1));
    Target target = Target.of(origin.url("/0"));
    trial.expectEqual("up to 2", "200", Mixture.shown(trial.open(two).fetch(target)));
    Reasons.expect(trial, Reason.REDIRECT, trial.open(one).fetch(target));
    trial.expectEqual("heads for the third URI", 1, origin.ledger().headCount("/2"));
  }

  private static void expectRedirectFailure(
      Trial trial, OriginServer origin, String path, int heads) throws InterruptedException {
    Outcome outcome = trial.open(Given.patient()).fetch(Target.of(origin.url(path)));
    Reasons.expect(trial, Reason.REDIRECT, outcome);
    origin.ledger().fence();
    trial.expectEqual("heads", heads, origin.ledger().headCount());
  }

  @Observes(REDIRECT_02)
  void notEvenLaterInAChain(Trial trial) throws Exception {
    OriginServer plain = trial.origin().otherwise(Script.text("plain"));
    OriginServer safe = trial.serve(OriginServer.startTls(Identity.TRUSTED));
    OriginServer start = trial.origin().on("/", Script.redirect(307, safe.url("/down")));
    safe.on("/down", Script.redirect(308, plain.url("/")));
    FetcherConfig config = Given.patient().trustManager(Identity.authority());
    Outcome outcome = trial.open(config).fetch(Target.of(start.url("/")));
    Reasons.expect(trial, Reason.REDIRECT, outcome);
    plain.ledger().fence();
    trial.expectEqual("connections at the plain port", 0, plain.ledger().connections());
  }

  @Observes(REDIRECT_03)
  void anotherOriginGetsOnlyWhatIsAllowed(Trial trial) throws Exception {
    OriginServer last = trial.origin().on("/", Script.text("end"));
    OriginServer there = trial.origin().on("/", Script.redirect(302, last.url("/")));
    OriginServer here = trial.origin().on("/", Script.redirect(302, there.url("/")));
    Target target = withHeaders(Target.of(here.url("/")));
    trial.open(Given.patient()).fetch(target).orThrow();
    expectNames(trial, target, here, names(target.headers()));
    expectNames(trial, target, there, ALLOWED);
    expectNames(trial, target, last, ALLOWED);
  }

  @Observes(REDIRECT_03)
  void anotherSchemeIsAnotherOrigin(Trial trial) throws Exception {
    OriginServer there = trial.serve(OriginServer.startTls(Identity.TRUSTED));
    there.on("/", Script.text("end"));
    OriginServer here = trial.origin().on("/", Script.redirect(302, there.url("/")));
    Target target = withHeaders(Target.of(here.url("/")));
    FetcherConfig config = Given.patient().trustManager(Identity.authority());
    trial.open(config).fetch(target).orThrow();
    expectNames(trial, target, there, ALLOWED);
  }

  @Observes(REDIRECT_03)
  void backAtItsOwnOriginNothingComesBack(Trial trial) throws Exception {
    OriginServer here = trial.origin().on("/end", Script.text("end"));
    OriginServer there = trial.origin().on("/", Script.redirect(302, here.url("/end")));
    here.on("/", Script.redirect(302, there.url("/")));
    Target target = withHeaders(Target.of(here.url("/")));
    trial.open(Given.patient()).fetch(target).orThrow();
    Entry.Head end = here.ledger().heads("/end").get(0);
    trial.expectEqual("the caller's fields", new TreeSet<>(ALLOWED), callers(target, end));
  }

  @Observes(REDIRECT_03)
  void itsOwnOriginGetsAll(Trial trial) throws Exception {
    OriginServer origin = trial.origin().on("/", Script.redirect(302, "/end"));
    origin.on("/end", Script.text("end"));
    Target target = withHeaders(Target.of(origin.url("/")));
    trial.open(Given.patient()).fetch(target).orThrow();
    Entry.Head end = origin.ledger().heads("/end").get(0);
    trial.expectEqual("the caller's fields", names(target.headers()), callers(target, end));
  }

  private static Target withHeaders(Target target) {
    return target
        .header("Authorization", "Bearer secret")
        .header("Cookie", "id=secret")
        .header("Proxy-Authorization", "Basic secret")
        .header("X-Api-Key", "secret")
        .header("Referer", "http://secret.test/")
        .header("Accept", "text/plain")
        .header("Accept-Language", "en")
        .header("User-Agent", "mine/1");
  }

  private static void expectNames(
      Trial trial, Target target, OriginServer origin, Set<String> expected) {
    Entry.Head head = origin.ledger().heads().get(0);
    trial.expectEqual(
        "the caller's fields at port " + origin.port(),
        new TreeSet<>(expected),
        callers(target, head));
  }

  /** The caller's own fields that came, User-Agent among them if it is the caller's. */
  private static Set<String> callers(Target target, Entry.Head head) {
    Set<String> seen = new TreeSet<>(names(head.headers()));
    seen.removeAll(OURS);
    if (head.headers().first("User-Agent").equals(target.headers().first("User-Agent"))) {
      seen.add("user-agent");
    }
    return seen;
  }

  private static Set<String> names(Headers headers) {
    return headers.fields().stream()
        .map(field -> field.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Observes(REDIRECT_04)
  void originsThatRedirectToEachOtherDoNotLockUp(Trial trial) throws Exception {
    trial.checkFirst("whether a hop keeps the permit of the hop before it");
    List<OriginServer> origins = trial.origins(2);
    for (int i = 0; i < 2; i++) {
      OriginServer other = origins.get(1 - i);
      origins.get(i).on("/", exchange -> sendTo(other, exchange)).on("/end", Script.text("end"));
    }
    List<Target> targets =
        Given.upTo(200).stream()
            .map(i -> Given.target(origins.get((int) (i % 2)), "/", i.intValue()))
            .toList();
    List<Outcome> outcomes = trial.open(Given.bounds(2, 1)).fetch(Batch.of(targets));
    trial.expectEqual("responses", 200L, outcomes.stream().filter(Outcome::ok).count());
    for (OriginServer origin : origins) {
      int peak = origins.get(0).ledger().peak(head -> head.port() == origin.port());
      trial.expect(peak <= 1, "one attempt at a time at an origin", peak);
    }
  }

  private static void sendTo(OriginServer other, Exchange exchange)
      throws IOException, InterruptedException {
    Script.redirect(302, other.url("/end")).play(exchange);
  }

  @Observes(REDIRECT_04)
  void eachHopHasItsOwnTimeout(Trial trial) throws Exception {
    String seen = "";
    for (Duration timeout : Given.LONGER_AND_LONGER) {
      Duration part = timeout.multipliedBy(6).dividedBy(10);
      OriginServer origin = trial.origin().on("/a", Given.paused(part, Script.redirect(302, "/b")));
      origin.on("/b", Given.paused(part, Script.text("end")));
      Target target = Target.of(origin.url("/a")).attemptTimeout(timeout);
      Outcome outcome = trial.open(Given.patient()).fetch(target);
      if (outcome.ok()) {
        return;
      }
      seen = outcome + " at a timeout of " + timeout;
    }
    throw trial.broken("a response, though two hops took longer than one timeout", seen);
  }

  @Observes(REDIRECT_01)
  void aBodyIsSentWholeEachTime(Trial trial) throws Exception {
    byte[] body = BodyRows.everyByte(50_000);
    OriginServer origin = trial.origin().on("/a", Script.redirect(307, "/b"));
    origin.on(
        "/b", exchange -> Script.respond(200, Headers.empty(), exchange.body()).play(exchange));
    Target target = Target.of(origin.url("/a")).method("POST").body(body);
    Response response = trial.open(Given.patient()).fetch(target).orThrow();
    BodyRows.expectBytes(trial, body, response);
  }
}
