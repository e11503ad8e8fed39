package dev.fetchfold.benchmarks.work;

import dev.fetchfold.Failure;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;

/**
 * One target, and what the origin is going to do.
 *
 * @param url what to fetch
 * @param expected what becomes of it
 */
public record Ask(String url, Expected expected) {

  /** What becomes of a target. */
  public enum Expected {
    /** Status 200. */
    OK,
    /** Any status: it is somebody else's server. */
    ANY_STATUS,
    /** The connection is reset. */
    DISCONNECTED,
    /** The attempt timeout comes first. */
    TIMEOUT,
    /** No answer. */
    NOTHING
  }

  /**
   * Whether an outcome is what the origin did.
   *
   * @param outcome an outcome of this target
   * @return true if it is
   */
  public boolean matches(Outcome outcome) {
    return switch (outcome) {
      case Response response -> matches(response.status());
      case Failure failure ->
          switch (expected) {
            case DISCONNECTED -> failure.reason() == Reason.DISCONNECTED;
            case TIMEOUT -> failure.reason() == Reason.TIMEOUT;
            case OK, ANY_STATUS, NOTHING -> false;
          };
    };
  }

  /**
   * Whether a status is what the origin did.
   *
   * @param status a status code
   * @return true if it is
   */
  public boolean matches(int status) {
    return switch (expected) {
      case OK -> status == 200;
      case ANY_STATUS -> true;
      case DISCONNECTED, TIMEOUT, NOTHING -> false;
    };
  }
}
