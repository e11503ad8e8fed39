package dev.fetchfold.reactor;

import dev.fetchfold.Target;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.url.Urls;

/** First attempts with nothing added. */
final class SampleAttempts {
  private SampleAttempts() {}

  static Attempt get(String url) {
    return of(Target.of(url));
  }

  static Attempt of(String method, String url) {
    return of(Target.of(url).method(method));
  }

  static Attempt of(String method, String url, byte[] body) {
    return of(Target.of(url).method(method).body(body));
  }

  /** One that must go on a new connection. */
  static Attempt fresh(String url) {
    return get(url).afresh();
  }

  private static Attempt of(Target target) {
    try {
      return Attempt.first(0, target, Urls.parse(target.url()));
    } catch (Urls.Unusable e) {
      throw new AssertionError(e);
    }
  }
}
