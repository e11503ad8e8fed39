package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The header fields of a request, and which of them a redirect keeps. To the caller's we add who we
 * are and that we read gzip, nothing else (OUT-07).
 */
final class Fields {
  private static final String ACCEPT_ENCODING = "Accept-Encoding";
  private static final String USER_AGENT = "User-Agent";
  private static final Headers.Field GZIP = new Headers.Field(ACCEPT_ENCODING, "gzip");
  private static final Set<String> ALLOWED_ELSEWHERE =
      Set.of("accept", "accept-language", "user-agent");

  /** Beside those that begin with {@code Content-} (RFC 9110 §15.4). */
  private static final Set<String> ABOUT_THE_BODY =
      Set.of("digest", "repr-digest", "last-modified");

  private Fields() {}

  /**
   * Whether gzip is asked for and decoded by us: a range of a coding would be no gzip (BODY-02).
   */
  static boolean isCodingOurs(Headers target) {
    return !target.contains(ACCEPT_ENCODING) && !target.contains("Range");
  }

  static Headers identified(Headers headers, Headers.Field agent) {
    return headers.contains(USER_AGENT) ? headers : with(headers, agent);
  }

  static Headers askingForGzip(Headers headers) {
    return headers.contains(ACCEPT_ENCODING) ? headers : with(headers, GZIP);
  }

  private static Headers with(Headers headers, Headers.Field field) {
    return headers.with(field.name(), field.value());
  }

  /** For a hop to another origin (REDIRECT-03). */
  static Headers allowedElsewhere(Headers headers) {
    return kept(headers, ALLOWED_ELSEWHERE::contains);
  }

  /** For a hop without the body. */
  static Headers withoutBody(Headers headers) {
    return kept(headers, name -> !name.startsWith("content-") && !ABOUT_THE_BODY.contains(name));
  }

  private static Headers kept(Headers headers, Predicate<String> name) {
    return Headers.of(
        headers.fields().stream()
            .filter(field -> name.test(field.name().toLowerCase(Locale.ROOT)))
            .toList());
  }
}
