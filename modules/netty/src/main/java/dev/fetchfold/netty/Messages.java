package dev.fetchfold.netty;

import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;

/** Messages as the libraries are to read them. */
final class Messages {
  /** Methods whose requests say that they have no body (RFC 9110 §8.6). */
  private static final Set<HttpMethod> BODY_EXPECTED =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  /** For a library that has to be told of a head before it is told of an end. */
  static final HttpResponse NO_HEAD = head(HttpResponseStatus.OK.code(), HttpVersion.HTTP_1_0);

  private Messages() {}

  /**
   * A head without fields: a library can read nothing out of it but the status and, by the version,
   * whether the connection stays open.
   */
  static HttpResponse head(int status, HttpVersion version) {
    return new DefaultHttpResponse(
        version, HttpResponseStatus.valueOf(status), EmptyHttpHeaders.INSTANCE);
  }

  /** The one framing of a request whose body is known. */
  static void frame(FullHttpRequest request) {
    HttpHeaders fields = request.headers();
    int length = request.content().readableBytes();
    if (length > 0 || BODY_EXPECTED.contains(request.method())) {
      fields.set(HttpHeaderNames.CONTENT_LENGTH, length);
    } else {
      fields.remove(HttpHeaderNames.CONTENT_LENGTH);
    }
  }
}
