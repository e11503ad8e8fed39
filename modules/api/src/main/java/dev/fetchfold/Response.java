package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * A reply that was received whole, with any status (OUT-02).
 *
 * <p>Made by fetchers, with {@link #builder}; it may get more parts, which have defaults.
 */
public final class Response implements Outcome {
  private final Builder parts;

  private Response(Builder parts) {
    this.parts = parts;
  }

  /**
   * Begins a response, so far without a header field and with an empty body.
   *
   * @param meta which target, and what it cost
   * @param uri the URI that gave this reply, after every redirect followed
   * @param status the status code, 100 to 999
   * @return a builder
   */
  public static Builder builder(Meta meta, URI uri, int status) {
    return new Builder(meta, uri, status);
  }

  /** Makes responses. Not thread-safe; may be used again. */
  public static final class Builder extends Parts<Builder> {
    private Meta meta;
    private URI uri;
    private int status;
    private Headers headers = Headers.empty();
    private Body body = Body.empty();
    private String protocol = "http/1.1";

    private Builder(Meta meta, URI uri, int status) {
      meta(meta);
      uri(uri);
      status(status);
    }

    /**
     * Which target it is, and what it cost.
     *
     * @param meta in place of the one before
     * @return this
     */
    public Builder meta(Meta meta) {
      this.meta = Objects.requireNonNull(meta, "meta");
      return this;
    }

    /**
     * The URI that gave this reply.
     *
     * @param uri the URI after every redirect followed
     * @return this
     */
    public Builder uri(URI uri) {
      this.uri = Objects.requireNonNull(uri, "uri");
      return this;
    }

    /**
     * The status code.
     *
     * @param status 100 to 999
     * @return this
     */
    public Builder status(int status) {
      if (status < 100 || status > 999) {
        throw new IllegalArgumentException("status is " + status + ", expected 100 to 999");
      }
      this.status = status;
      return this;
    }

    /**
     * The parts; none unless set.
     *
     * @param headers as received, repeated ones kept
     * @return this
     */
    public Builder headers(Headers headers) {
      this.headers = Objects.requireNonNull(headers, "headers");
      return this;
    }

    /**
     * The body; empty unless set.
     *
     * @param body its gzip coding removed
     * @return this
     */
    public Builder body(Body body) {
      this.body = Objects.requireNonNull(body, "body");
      return this;
    }

    /**
     * The protocol; {@code http/1.1} unless set.
     *
     * @param protocol as ALPN names it
     * @return this
     */
    public Builder protocol(String protocol) {
      if (protocol.isBlank()) {
        throw new IllegalArgumentException(
            "protocol is \"" + protocol + "\", expected a name of ALPN such as http/1.1");
      }
      this.protocol = protocol;
      return this;
    }

    /**
     * The response.
     *
     * @return a new response
     */
    public Response build() {
      return new Response(copy());
    }

    /** What values are compared by: every part, in order. */
    private List<?> all() {
      return List.of(meta, uri, status, headers, body, protocol);
    }
  }

  /**
   * Begins a response that differs from this one in what is set then.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return parts.copy();
  }

  @Override
  public Meta meta() {
    return parts.meta;
  }

  /**
   * The URI that gave this reply, after every redirect followed.
   *
   * @return the URI
   */
  public URI uri() {
    return parts.uri;
  }

  /**
   * The status code.
   *
   * @return 100 to 999
   */
  public int status() {
    return parts.status;
  }

  /**
   * The fields as received, repeated ones kept.
   *
   * @return the fields
   */
  public Headers headers() {
    return parts.headers;
  }

  /**
   * The body, its gzip coding removed.
   *
   * @return the body; empty where the reply has none
   */
  public Body body() {
    return parts.body;
  }

  /**
   * The protocol that was spoken, as ALPN names it (RFC 7301 §6); every engine speaks HTTP/1.1.
   *
   * @return {@code http/1.1} for now
   */
  public String protocol() {
    return parts.protocol;
  }

  @Override
  public boolean ok() {
    return status() >= 200 && status() < 300;
  }

  @Override
  public Response orThrow() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Response that && parts.all().equals(that.parts.all());
  }

  @Override
  public int hashCode() {
    return parts.all().hashCode();
  }

  /** Shows neither header values nor the body, nor a credential in the URI (SEC-04). */
  @Override
  public String toString() {
    return "Response["
        + index()
        + " "
        + status()
        + " "
        + Urls.redact(uri().toString())
        + " "
        + body()
        + "]";
  }
}
