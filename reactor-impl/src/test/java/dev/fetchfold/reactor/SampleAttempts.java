package dev.fetchfold.reactor;

import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.url.Urls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** First attempts with nothing added. */
final class SampleAttempts {
  private SampleAttempts() {}

  static Attempt get(String url) {
    return of("GET", url);
  }

  static Attempt of(String method, String url) {
    return of(method, url, Optional.empty(), false);
  }

  static Attempt of(String method, String url, byte[] body) {
    return of(method, url, Optional.of(body), false);
  }

  /** One that must go on a new connection. */
  static Attempt fresh(String url) {
    return of("GET", url, Optional.empty(), true);
  }

  private static Attempt of(String method, String url, Optional<byte[]> body, boolean fresh) {
    try {
      return new Attempt(
          0,
          Target.of(url),
          1,
          1,
          Urls.parse(url),
          method,
          Headers.empty(),
          body,
          true,
          List.of(),
          Duration.ZERO,
          fresh);
    } catch (Urls.Unusable e) {
      throw new AssertionError(e);
    }
  }
}
