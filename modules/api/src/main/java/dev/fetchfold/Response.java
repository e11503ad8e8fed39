package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.util.Objects;

/**
 * A reply that was received whole, with any status (OUT-02).
 *
 * @param meta which target, and what it cost
 * @param uri the URI that gave this reply, after every redirect followed
 * @param status the status code, 100 to 999
 * @param headers the fields as received, repeated ones kept
 * @param body the body, its gzip coding removed; empty where the reply has none
 */
public record Response(Meta meta, URI uri, int status, Headers headers, Body body)
    implements Outcome {

  /** Refuses null and a status that is no three-digit number. */
  public Response {
    Objects.requireNonNull(meta, "meta");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("status is " + status + ", expected 100 to 999");
    }
  }

  @Override
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  @Override
  public Response orThrow() {
    return this;
  }

  /** Shows neither header values nor the body, nor a credential in the URI (SEC-04). */
  @Override
  public String toString() {
    return "Response["
        + index()
        + " "
        + status
        + " "
        + Urls.redact(uri.toString())
        + " "
        + body
        + "]";
  }
}
