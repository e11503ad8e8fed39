package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The header fields of a request (OUT-07), and which of them a redirect keeps. */
final class Fields {
  private static final String ACCEPT_ENCODING = "Accept-Encoding";
  private static final String USER_AGENT = "User-Agent";
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

  /** The fields as they go on the wire, but Host and the framing. */
  static Headers completed(Headers headers, boolean decode) {
    List<Headers.Field> fields = new ArrayList<>(headers.fields());
    if (!headers.contains(USER_AGENT)) {
      fields.add(Agent.FIELD);
    }
    if (decode && !headers.contains(ACCEPT_ENCODING)) {
      fields.add(new Headers.Field(ACCEPT_ENCODING, "gzip"));
    }
    return Headers.of(fields);
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
