package dev.fetchfold.vertx;

import dev.fetchfold.policy.Reply;

/** No address to connect to. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply.Fault fault;

  Refused(Reply.Fault fault) {
    super(fault.detail(), fault.cause(), false, false);
    this.fault = fault;
  }

  Reply.Fault fault() {
    return fault;
  }
}
