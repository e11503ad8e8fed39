package dev.fetchfold.benchmarks.origin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** One request: counted once when its head is complete, and once when it is over. */
final class Visit {
  private final Counters counters;
  private final HttpServerResponse response;
  private boolean over;

  Visit(Counters counters, HttpServerResponse response) {
    this.counters = counters;
    this.response = response;
    counters.begun();
    response.exceptionHandler(e -> abandoned());
    response.closeHandler(closed -> abandoned());
  }

  HttpServerResponse response() {
    return response;
  }

  boolean isOver() {
    return over;
  }

  /** Answers with the last bytes. */
  void end(Buffer last) {
    if (!over) {
      over(); // before the client can know, so that a peak above its bound is proof
      response.end(last);
    }
  }

  void end(int status, String text) {
    if (!over) {
      response.setStatusCode(status).putHeader("Content-Type", "text/plain; charset=utf-8");
      end(Buffer.buffer(text));
    }
  }

  private void abandoned() {
    if (!over) {
      over = true;
      counters.abandoned();
    }
  }

  /** Counts it as over, because it is about to be. */
  void over() {
    if (!over) {
      over = true;
      counters.ended();
    }
  }
}
