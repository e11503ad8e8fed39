package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which target an outcome belongs to, and what it cost (OUT-06).
 *
 * <p>Made by fetchers, with {@link #builder}; it may get more parts, which have defaults.
 */
public final class Meta {
  private final Builder parts;

  private Meta(Builder parts) {
    this.parts = parts;
  }

  /**
   * Begins with a target for which no attempt was made, in no time.
   *
   * @param index the target's position in its source, from 0
   * @param target the target as it was given
   * @return a builder
   */
  public static Builder builder(long index, Target target) {
    return new Builder(index, target);
  }

  /** Makes these. Not thread-safe; may be used again. */
  public static final class Builder extends Parts<Builder> {
    private long index;
    private Target target;
    private int attempts;
    private Duration elapsed = Duration.ZERO;
    private Duration onWire = Duration.ZERO;
    private Optional<URI> uri = Optional.empty();

    private Builder(long index, Target target) {
      index(index);
      target(target);
    }

    /**
     * The target's position in its source.
     *
     * @param index 0 or more
     * @return this
     */
    public Builder index(long index) {
      this.index = Checks.atLeast("index", index, 0);
      return this;
    }

    /**
     * The target as it was given.
     *
     * @param target in place of the one before
     * @return this
     */
    public Builder target(Target target) {
      this.target = Objects.requireNonNull(target, "target");
      return this;
    }

    /**
     * How many attempts were made; none unless set.
     *
     * @param attempts 0 or more
     * @return this
     */
    public Builder attempts(int attempts) {
      this.attempts = Checks.atLeast("attempts", attempts, 0);
      return this;
    }

    /**
     * From the moment the target was taken to the moment it was settled; zero unless set.
     *
     * @param elapsed zero or more
     * @return this
     */
    public Builder elapsed(Duration elapsed) {
      this.elapsed = Checks.notNegative("elapsed", elapsed);
      return this;
    }

    /**
     * The sum of its attempts; zero unless set.
     *
     * @param onWire zero or more
     * @return this
     */
    public Builder onWire(Duration onWire) {
      this.onWire = Checks.notNegative("onWire", onWire);
      return this;
    }

    /**
     * The URL at which it ended; none unless set.
     *
     * @param uri its own, or that of the last redirect followed
     * @return this
     */
    public Builder uri(URI uri) {
      this.uri = Optional.of(uri);
      return this;
    }

    /**
     * What was built.
     *
     * @return a new one
     */
    public Meta build() {
      return new Meta(copy());
    }

    /** What values are compared by: every part, in order. */
    private List<?> all() {
      return List.of(index, target, attempts, elapsed, onWire, uri);
    }
  }

  /**
   * Begins one that differs from this one in what is set then.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return parts.copy();
  }

  /**
   * The target's position in its source.
   *
   * @return the index, from 0
   */
  public long index() {
    return parts.index;
  }

  /**
   * The target as it was given.
   *
   * @return the target
   */
  public Target target() {
    return parts.target;
  }

  /**
   * How many attempts were made: every retry and every redirect hop is one.
   *
   * @return the number, 0 if none was granted a permit
   */
  public int attempts() {
    return parts.attempts;
  }

  /**
   * From the moment the target was taken to the moment it was settled.
   *
   * @return zero or more
   */
  public Duration elapsed() {
    return parts.elapsed;
  }

  /**
   * The sum of its attempts, each from the grant of its permits to its end.
   *
   * @return zero or more
   */
  public Duration onWire() {
    return parts.onWire;
  }

  /**
   * The URL at which it ended: its own, or that of the last redirect followed, even where time
   * ended before that was asked. Shows no user and no password, which such a URL cannot have; its
   * query may carry a credential.
   *
   * @return the URL, or empty where its own cannot be requested
   */
  public Optional<URI> uri() {
    return parts.uri;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Meta that && parts.all().equals(that.parts.all());
  }

  @Override
  public int hashCode() {
    return parts.all().hashCode();
  }

  /** Shows no credential (SEC-04). */
  @Override
  public String toString() {
    return "Meta["
        + index()
        + " "
        + target()
        + ", attempts "
        + attempts()
        + ", elapsed "
        + elapsed()
        + ", on wire "
        + onWire()
        + uri().map(url -> ", at " + Urls.redact(url.toString())).orElse("")
        + "]";
  }
}
