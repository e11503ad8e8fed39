package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fetchfold.Reason;
import org.junit.jupiter.api.Test;

class ReplyTest {

  /** OUT-03: what a library wraps it in says nothing. */
  @Test
  void aFaultHasTheRootOfItsCause() {
    Exception root = new Exception("root");
    Exception wrapped = new Exception(new Exception(root));
    assertSame(root, new Reply.Fault(Reason.CONNECT, "detail", wrapped).cause());
    assertSame(root, new Reply.Fault(Reason.CONNECT, "detail", root).cause());
    assertNull(new Reply.Fault(Reason.CONNECT, "detail", null).cause());
  }

  @Test
  void theLimitThatEndedAnAttemptIsItsReason() {
    assertEquals(Reason.DEADLINE, new Reply.TimedOut(Limit.BATCH).reason());
    assertEquals(Reason.TIMEOUT, new Reply.TimedOut(Limit.TARGET).reason());
    assertEquals(Reason.TIMEOUT, new Reply.TimedOut(Limit.ATTEMPT).reason());
  }
}
