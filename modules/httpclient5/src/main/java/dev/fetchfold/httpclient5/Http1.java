package dev.fetchfold.httpclient5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.policy.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.config.Http1Config;

/** HTTP/1.1 as both clients speak it: limits, the fields that are sent, the fields received. */
final class Http1 {
  /**
   * A header field cannot be shorter in the count of {@code maxHeaderBytes}: a:CRLF and a space.
   */
  private static final int SHORTEST_FIELD = 5;

  /** Methods for which a request without a body says so (RFC 9110 §8.6). */
  private static final Set<String> EXPECTS_BODY = Set.of("POST", "PUT", "PATCH");

  private Http1() {}

  /** The buffer is small: 10,000 connections wait at a time, each with its own. */
  static Http1Config config(FetcherConfig config) {
    return Http1Config.custom()
        .setBufferSize(4096)
        .setMaxLineLength(config.maxHeaderBytes() + 2)
        .setMaxHeaderCount(config.maxHeaderBytes() / SHORTEST_FIELD + 1)
        .build();
  }

  /** A head of more bytes is over {@code maxHeaderBytes}, however it is counted. */
  static long longestHead(Http1Config http1) {
    return 2L * http1.getMaxLineLength() + http1.getBufferSize();
  }

  /** Host, the attempt's fields, the framing, and nothing else (OUT-07). */
  static void addFields(HttpMessage request, Attempt attempt) {
    request.addHeader(HttpHeaders.HOST, attempt.origin().authority());
    for (Headers.Field field : attempt.headers()) {
      request.addHeader(field.name(), field.value());
    }
    if (attempt.body().isPresent() || EXPECTS_BODY.contains(attempt.method())) {
      int length = attempt.body().map(body -> body.length).orElse(0);
      request.addHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
    }
  }

  /** The fields as received, repeated ones kept (OUT-06). */
  static Headers headers(HttpMessage reply) {
    Header[] received = reply.getHeaders();
    List<Headers.Field> fields = new ArrayList<>(received.length);
    for (Header header : received) {
      String value = header.getValue();
      fields.add(new Headers.Field(header.getName(), value == null ? "" : value));
    }
    return Headers.of(fields);
  }

  /** RFC 9112 §6.3. */
  static boolean hasBody(Attempt attempt, int status) {
    return !attempt.method().equals("HEAD") && status != 204 && status != 304;
  }
}
