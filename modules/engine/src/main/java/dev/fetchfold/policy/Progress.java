package dev.fetchfold.policy;

import dev.fetchfold.Head;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the reply to one attempt has come. Whoever receives the reply writes, and {@link Policy}
 * reads when the attempt is over: an engine has not to carry along, from its client or past its
 * timers, what had come of a reply that ended early. Thread-safe.
 */
public final class Progress {
  private volatile @Nullable Head head;

  /** Nothing has come. */
  public Progress() {}

  /**
   * The head of the final reply has come and can be used.
   *
   * @param whole its status and fields
   */
  public void head(Head whole) {
    head = whole;
  }

  /**
   * The head of the final reply.
   *
   * @return empty where the attempt ended before it was whole, or it could not be used
   */
  public Optional<Head> head() {
    return Optional.ofNullable(head);
  }
}
