package dev.fetchfold;

import java.util.Objects;

/**
 * What comes before the body of a reply.
 *
 * @param status the status code, 200 to 999
 * @param headers the fields as received, repeated ones kept
 */
public record Head(int status, Headers headers) {

  /** Refuses null. */
  public Head {
    Objects.requireNonNull(headers, "headers");
  }

  /** Shows no field: one may carry a credential (SEC-04). */
  @Override
  public String toString() {
    return "Head[" + status + "]";
  }
}
