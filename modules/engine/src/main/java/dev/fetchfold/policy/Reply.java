package dev.fetchfold.policy;

import dev.fetchfold.Body;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
public sealed interface Reply {

  /**
   * A reply that was received whole.
   *
   * @param status the status code, never 1xx
   * @param headers the fields as received
   * @param body the body, decoded
   */
  record Received(int status, Headers headers, Body body) implements Reply {}

  /**
   * Something else.
   *
   * @param reason what, the same for every engine
   * @param detail a sentence of ours that shows no credential
   * @param cause what was thrown, kept as its root: the exception that has no cause itself; null
   *     where we decided ourselves
   */
  record Fault(Reason reason, String detail, @Nullable Throwable cause) implements Reply {
    private static final int DEEPEST = 100;

    /** Keeps the root of the cause (OUT-03). */
    public Fault {
      for (int depth = 0; cause != null && cause.getCause() != null && depth < DEEPEST; depth++) {
        cause = cause.getCause();
      }
    }
  }

  /**
   * Nothing in time: the attempt has been aborted.
   *
   * @param limit which limit ended it; what {@link Limits.Allowance} named
   */
  record TimedOut(Limit limit) implements Reply {

    /**
     * The reason it amounts to.
     *
     * @return DEADLINE for the batch's limit, else TIMEOUT
     */
    public Reason reason() {
      return limit == Limit.BATCH ? Reason.DEADLINE : Reason.TIMEOUT;
    }
  }
}
