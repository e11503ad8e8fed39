package dev.fetchfold.httpcore5;

import dev.fetchfold.Headers;
import dev.fetchfold.policy.Attempt;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.util.VersionInfo;

/** Requests of HTTP/1.1, as both clients write them. */
public final class Http1 {
  /** Methods for which a request without a body says so (RFC 9110 §8.6). */
  private static final Set<String> EXPECTS_BODY = Set.of("POST", "PUT", "PATCH");

  /** A body up to this length is copied behind its head, to be sent together with it. */
  private static final int SMALL_BODY = 8 << 10;

  private static final byte[] NO_BODY = new byte[0];

  private Http1() {}

  /**
   * The library beneath, for {@link dev.fetchfold.FetcherProvider#libraries()}.
   *
   * @return its version by its artifact's name
   */
  public static Map<String, String> library() {
    ClassLoader loader = VersionInfo.class.getClassLoader();
    VersionInfo version = VersionInfo.loadVersionInfo("org.apache.hc.core5", loader);
    return Map.of("httpcore5", version == null ? "" : version.getRelease());
  }

  /** The bytes of a request, in parts; each is all of an array. */
  static List<ByteBuffer> request(Attempt attempt) {
    byte[] head = head(attempt).getBytes(StandardCharsets.ISO_8859_1);
    byte[] body = attempt.body().orElse(NO_BODY);
    if (body.length > SMALL_BODY) {
      return List.of(ByteBuffer.wrap(head), ByteBuffer.wrap(body));
    }
    return List.of(ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip());
  }

  /** Host, the attempt's fields, the framing, and nothing else (OUT-07). */
  private static String head(Attempt attempt) {
    StringBuilder head = new StringBuilder(256);
    head.append(attempt.method()).append(' ').append(attempt.url().path()).append(" HTTP/1.1\r\n");
    add(head, "Host", attempt.origin().authority());
    for (Headers.Field field : attempt.headers()) {
      add(head, field.name(), field.value());
    }
    if (attempt.body().isPresent() || EXPECTS_BODY.contains(attempt.method())) {
      int length = attempt.body().map(body -> body.length).orElse(0);
      add(head, "Content-Length", Integer.toString(length));
    }
    return head.append("\r\n").toString();
  }

  private static void add(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
