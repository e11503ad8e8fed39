package dev.fetchfold;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target without a whole reply.
 *
 * <p>Made by fetchers, with {@link #builder}; it may get more parts, which have defaults.
 */
public final class Failure implements Outcome {
  private final Builder parts;

  private Failure(Builder parts) {
    this.parts = parts;
  }

  /**
   * Begins a failure, so far of our own decision and before there was a reply.
   *
   * @param meta which target, and what it cost
   * @param reason one of a set that is the same for every engine
   * @param detail a sentence of ours, for people
   * @return a builder
   */
  public static Builder builder(Meta meta, Reason reason, String detail) {
    return new Builder(meta, reason, detail);
  }

  /** Makes failures. Not thread-safe; may be used again. */
  public static final class Builder extends Parts<Builder> {
    private Meta meta;
    private Reason reason;
    private String detail;
    private @Nullable Throwable cause;
    private Optional<Head> head = Optional.empty();

    private Builder(Meta meta, Reason reason, String detail) {
      meta(meta);
      reason(reason);
      detail(detail);
    }

    /**
     * Which target it is, and what it cost.
     *
     * @param meta in place of the one before
     * @return this
     */
    public Builder meta(Meta meta) {
      this.meta = Objects.requireNonNull(meta, "meta");
      return this;
    }

    /**
     * Why there is no response.
     *
     * @param reason in place of the one before
     * @return this
     */
    public Builder reason(Reason reason) {
      this.reason = Objects.requireNonNull(reason, "reason");
      return this;
    }

    /**
     * What happened.
     *
     * @param detail a sentence of ours, for people
     * @return this
     */
    public Builder detail(String detail) {
      this.detail = Objects.requireNonNull(detail, "detail");
      return this;
    }

    /**
     * What lies beneath; nothing unless set.
     *
     * @param cause what was reported, or null where we decided ourselves
     * @return this
     */
    public Builder cause(@Nullable Throwable cause) {
      this.cause = cause;
      return this;
    }

    /**
     * The head of the reply that failed; none unless set.
     *
     * @param head its status and headers
     * @return this
     */
    public Builder head(Head head) {
      this.head = Optional.of(head);
      return this;
    }

    /**
     * The failure.
     *
     * @return a new failure
     */
    public Failure build() {
      return new Failure(copy());
    }

    /** What values are compared by: every part, in order. */
    private List<?> all() {
      return Arrays.asList(meta, reason, detail, cause, head);
    }
  }

  /**
   * Begins a failure that differs from this one in what is set then.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return parts.copy();
  }

  @Override
  public Meta meta() {
    return parts.meta;
  }

  /**
   * Why there is no response.
   *
   * @return one of a set that is the same for every engine
   */
  public Reason reason() {
    return parts.reason;
  }

  /**
   * What happened.
   *
   * @return a sentence of ours, for people; its wording is no contract
   */
  public String detail() {
    return parts.detail;
  }

  /**
   * What the client library or the system reported.
   *
   * @return the root exception, or null where we decided ourselves
   */
  public @Nullable Throwable cause() {
    return parts.cause;
  }

  /**
   * The status and headers of the reply that failed, where they had come: of one whose body was too
   * large, say, or cut short, or of a redirect that cannot be followed (OUT-06).
   *
   * @return the head, or empty
   */
  public Optional<Head> head() {
    return parts.head;
  }

  @Override
  public boolean ok() {
    return false;
  }

  @Override
  public Response orThrow() {
    throw new FetchException(this);
  }

  /**
   * What lies beneath, where there is something.
   *
   * @return the root exception, or empty where the failure was our own decision
   */
  public Optional<Throwable> rootCause() {
    return Optional.ofNullable(cause());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Failure that && parts.all().equals(that.parts.all());
  }

  @Override
  public int hashCode() {
    return parts.all().hashCode();
  }

  @Override
  public String toString() {
    return "Failure[" + index() + " " + reason() + " " + target() + ": " + detail() + "]";
  }
}
