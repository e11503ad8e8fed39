package dev.fetchfold.benchmarks.origin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;

/** Answers as the path asks. Used on event loops; never blocks. */
final class Playground implements Handler<HttpServerRequest> {
  /** Where its {@link OriginCounts} are; not counted itself. */
  static final String COUNTERS = "/-/counters";

  /** Begins a new peak, then answers as {@link #COUNTERS}. */
  static final String RESET_PEAK = "/-/reset-peak";

  /** Answers what is held, then as {@link #COUNTERS}. */
  static final String RELEASE = "/-/release";

  /** What there is, for people. */
  static final String HELP =
      """
      /delay/{ms}        200 after so many milliseconds
      /status/{n}        that status, 200 to 599
      /bytes/{n}         200 with a body of n bytes
      /redirect/{n}      302 to /redirect/{n-1}, until /redirect/0 is 200
      /drip              200, a byte at a time; ?bytes=10&ms=100
      /reset             the connection is reset
      /hang              no answer, ever
      /held              no answer until /-/release is asked for
      /gzip              200, gzip-coded
      /retry-after/{s}   503 with Retry-After, and 200 the next time the same URL is asked for
      """;

  private static final int CHUNK = 1 << 16;
  private static final Buffer FILL = Buffer.buffer("fetchfold\n".repeat(CHUNK / 10 + 1));
  private static final Buffer GZIPPED =
      Buffer.buffer(gzip("fetch many, fold into one\n".repeat(40)));
  private static final Buffer EMPTY = Buffer.buffer();

  private final Vertx vertx;
  private final Counters counters;
  private final Set<String> toldToWait = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();

  Playground(Vertx vertx, Counters counters) {
    this.vertx = vertx;
    this.counters = counters;
  }

  @Override
  public void handle(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    switch (path) {
      case COUNTERS -> request.response().end(counters.counts().text());
      case RESET_PEAK -> {
        counters.resetPeak();
        request.response().end(counters.counts().text());
      }
      case RELEASE -> {
        release();
        request.response().end(counters.counts().text());
      }
      default -> serve(request, path, new Visit(counters, request.response()));
    }
  }

  private void serve(HttpServerRequest request, String path, Visit visit) {
    int slash = path.indexOf('/', 1);
    String name = slash < 0 ? path : path.substring(0, slash);
    String rest = slash < 0 ? "" : path.substring(slash + 1);
    switch (name) {
      case "/" -> visit.end(200, HELP);
      case "/drip" -> drip(request, visit);
      case "/reset" -> reset(request, visit);
      case "/hang" -> {}
      case "/held" -> hold(visit);
      case "/gzip" -> gzip(visit);
      default -> numbered(request, visit, name, number(rest));
    }
  }

  private void numbered(HttpServerRequest request, Visit visit, String name, OptionalLong number) {
    if (number.isEmpty()) {
      visit.end(404, "not here, but:\n" + HELP);
      return;
    }
    long n = number.getAsLong();
    switch (name) {
      case "/delay" -> vertx.setTimer(Math.max(1, n), fired -> visit.end(200, "late\n"));
      case "/status" -> status(visit, n);
      case "/bytes" -> bytes(visit, n);
      case "/redirect" -> redirect(visit, n);
      case "/retry-after" -> retryAfter(request.uri(), visit, n);
      default -> visit.end(404, "not here, but:\n" + HELP);
    }
  }

  private static OptionalLong number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() < 13 && text.chars().allMatch(Playground::isDigit);
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static void status(Visit visit, long n) {
    if (n < 200 || n > 599) {
      visit.end(400, "the status is " + n + ", expected 200 to 599\n");
    } else if (n == 204 || n == 304) {
      visit.response().setStatusCode((int) n);
      visit.end(EMPTY);
    } else {
      visit.end((int) n, "status " + n + "\n");
    }
  }

  /** Small ones are sent in the loop's next turn, so that all heads that came in this one count. */
  private void bytes(Visit visit, long n) {
    visit.response().putHeader("Content-Length", Long.toString(n));
    if (n <= CHUNK) {
      Buffer body = FILL.slice(0, (int) n);
      vertx.runOnContext(next -> visit.end(body));
    } else {
      stream(visit, n);
    }
  }

  private static void stream(Visit visit, long left) {
    HttpServerResponse response = visit.response();
    long rest = left;
    while (!visit.isOver() && rest > CHUNK && !response.writeQueueFull()) {
      response.write(FILL.slice(0, CHUNK));
      rest -= CHUNK;
    }
    long after = rest;
    if (rest <= CHUNK) {
      visit.end(FILL.slice(0, (int) rest));
    } else {
      response.drainHandler(drained -> stream(visit, after));
    }
  }

  /** Each is answered on the event loop of its connection. */
  private void hold(Visit visit) {
    Context loop = vertx.getOrCreateContext();
    held.add(() -> loop.runOnContext(now -> visit.end(200, "let go\n")));
  }

  private void release() {
    Runnable next;
    while ((next = held.poll()) != null) {
      next.run();
    }
  }

  private static void redirect(Visit visit, long n) {
    if (n == 0) {
      visit.end(200, "arrived\n");
    } else {
      visit.response().putHeader("Location", "/redirect/" + (n - 1));
      visit.end(302, "one hop nearer\n");
    }
  }

  private void drip(HttpServerRequest request, Visit visit) {
    long bytes = number(Objects.requireNonNullElse(request.getParam("bytes"), "")).orElse(10);
    long ms = number(Objects.requireNonNullElse(request.getParam("ms"), "")).orElse(100);
    visit.response().putHeader("Content-Length", Long.toString(bytes));
    visit.response().writeHead();
    drop(visit, bytes, Math.max(1, ms));
  }

  private void drop(Visit visit, long left, long ms) {
    if (visit.isOver()) {
      return;
    }
    if (left <= 1) {
      visit.end(FILL.slice(0, (int) left));
      return;
    }
    visit.response().write(FILL.slice(0, 1));
    vertx.setTimer(ms, fired -> drop(visit, left - 1, ms));
  }

  /** With no time to linger, closing sends RST in place of FIN. */
  private static void reset(HttpServerRequest request, Visit visit) {
    visit.over();
    Channel channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.close();
  }

  private static void gzip(Visit visit) {
    visit.response().putHeader("Content-Type", "text/plain; charset=utf-8");
    visit.response().putHeader("Content-Encoding", "gzip");
    visit.end(GZIPPED);
  }

  private void retryAfter(String uri, Visit visit, long seconds) {
    if (toldToWait.remove(uri)) {
      visit.end(200, "well waited\n");
    } else {
      toldToWait.add(uri);
      visit.response().putHeader("Retry-After", Long.toString(seconds));
      visit.end(503, "again in " + seconds + " s\n");
    }
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("an array has no I/O errors", e);
    }
    return bytes.toByteArray();
  }
}
