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
   * @param reason what, from the closed set
   * @param detail a sentence of ours that shows no credential
   * @param cause the root exception, or null where we decided ourselves
   */
  record Fault(Reason reason, String detail, @Nullable Throwable cause) implements Reply {}

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
