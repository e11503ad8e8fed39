package dev.fetchfold.support;

import dev.fetchfold.policy.Reply;

/** Carries a fault to where the attempt is settled with it. Has no stack trace. */
public final class FaultException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Reply.Fault fault;

  /**
   * Carries a fault.
   *
   * @param fault why there is no reply
   */
  public FaultException(Reply.Fault fault) {
    super(fault.detail(), fault.cause(), false, false);
    this.fault = fault;
  }

  /**
   * Why there is no reply.
   *
   * @return the fault that settles the attempt
   */
  public Reply.Fault fault() {
    return fault;
  }
}
