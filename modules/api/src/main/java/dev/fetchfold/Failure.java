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
 */
public record Failure(Meta meta, Reason reason, String detail, @Nullable Throwable cause)
    implements Outcome {

  /** Refuses null, except for {@code cause}. */
  public Failure {
    Objects.requireNonNull(meta, "meta");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
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
