package dev.fetchfold;

import java.util.Optional;

/**
 * What became of one target: a {@link Response} with any status, or a {@link Failure}.
 *
 * <p>Every target taken by a run yields exactly one outcome (OUT-01).
 */
public sealed interface Outcome permits Response, Failure {

  /**
   * Which target this is the outcome of, and what it cost.
   *
   * @return what both kinds have in common
   */
  Meta meta();

  /**
   * The target's position in its source, from 0.
   *
   * @return the index
   */
  default long index() {
    return meta().index();
  }

  /**
   * The target as it was given.
   *
   * @return the target, with its tag
   */
  default Target target() {
    return meta().target();
  }

  /**
   * Whether there is a response whose status is 2xx.
   *
   * @return true for a 2xx response
   */
  boolean ok();

  /**
   * The response, whatever its status, or an exception that carries the failure.
   *
   * @return this outcome, if it is a response
   * @throws FetchException if this outcome is a failure
   */
  Response orThrow();

  /**
   * The response, if there is one.
   *
   * @return this outcome as a response, or empty for a failure
   */
  default Optional<Response> response() {
    return this instanceof Response response ? Optional.of(response) : Optional.empty();
  }

  /**
   * The failure, if it is one.
   *
   * @return this outcome as a failure, or empty for a response
   */
  default Optional<Failure> failure() {
    return this instanceof Failure failure ? Optional.of(failure) : Optional.empty();
  }
}
