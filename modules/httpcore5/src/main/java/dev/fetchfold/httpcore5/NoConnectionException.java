package dev.fetchfold.httpcore5;

import dev.fetchfold.policy.Reply;

/** No connection could be made, and why. */
final class NoConnectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply.Fault fault;

  NoConnectionException(Reply.Fault fault) {
    super(fault.detail(), fault.cause(), false, false);
    this.fault = fault;
  }

  Reply.Fault fault() {
    return fault;
  }
}
