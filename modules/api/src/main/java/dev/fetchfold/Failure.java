package dev.fetchfold;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target without a whole reply.
 *
 * @param meta which target, and what it cost
 * @param reason one of a closed set, the same for every engine
 * @param detail a sentence of ours, for people; its wording is no contract
 * @param cause what the client library or the system reported, or null where we decided ourselves
 * @param head the status and headers of the reply that failed, where they had come: of one whose
 *     body was too large, say, or cut short, or of a redirect that cannot be followed (OUT-06)
 */
public record Failure(
    Meta meta, Reason reason, String detail, @Nullable Throwable cause, Optional<Head> head)
    implements Outcome {

  /**
   * A failure before there was a reply.
   *
   * @param meta which target, and what it cost
   * @param reason one of a closed set
   * @param detail a sentence of ours, for people
   * @param cause what was reported, or null
   */
  public Failure(Meta meta, Reason reason, String detail, @Nullable Throwable cause) {
    this(meta, reason, detail, cause, Optional.empty());
  }

  /** Refuses null, except for {@code cause}. */
  public Failure {
    Objects.requireNonNull(meta, "meta");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(head, "head");
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
    return Optional.ofNullable(cause);
  }

  @Override
  public String toString() {
    return "Failure[" + index() + " " + reason + " " + target() + ": " + detail + "]";
  }
}
