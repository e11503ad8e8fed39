package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which target an outcome belongs to, and what it cost (OUT-06).
 *
 * @param index the target's position in its source, from 0
 * @param target the target as it was given
 * @param attempts how many attempts were made: every retry and every redirect hop is one; 0 if none
 *     was granted a permit
 * @param elapsed from the moment the target was taken to the moment it was settled
 * @param onWire the sum of its attempts, each from the grant of its permits to its end
 * @param uri the URL at which it ended: its own, or that of the last redirect followed, even where
 *     time ended before that was asked; empty where its own cannot be requested. Shows no user and
 *     no password, which such a URL cannot have; its query may carry a credential
 */
public record Meta(
    long index, Target target, int attempts, Duration elapsed, Duration onWire, Optional<URI> uri) {

  /** Refuses what no run can produce. */
  public Meta {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(onWire, "onWire");
    Objects.requireNonNull(uri, "uri");
    if (index < 0) {
      throw new IllegalArgumentException("index is " + index + ", expected 0 or more");
    }
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts is " + attempts + ", expected 0 or more");
    }
  }

  /** Shows no credential (SEC-04). */
  @Override
  public String toString() {
    return "Meta["
        + index
        + " "
        + target
        + ", attempts "
        + attempts
        + ", elapsed "
        + elapsed
        + ", on wire "
        + onWire
        + uri.map(url -> ", at " + Urls.redact(url.toString())).orElse("")
        + "]";
  }
}
