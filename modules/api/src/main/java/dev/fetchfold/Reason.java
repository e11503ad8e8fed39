package dev.fetchfold;

/**
 * Why a target has no response: one set, the same for every engine (OUT-03).
 *
 * <p>The set may grow, so that a {@code switch} over it needs a {@code default}. No engine gives
 * {@link #PROXY}, {@link #ORIGIN_DOWN} or {@link #SINK} yet: their names are reserved.
 */
public enum Reason {
  /** The target cannot be requested: unparsable, no host, not http or https, credentials. */
  INVALID_TARGET,
  /** The host name has no address. */
  UNKNOWN_HOST,
  /** The address policy refuses the address (SEC-01). */
  FORBIDDEN_ADDRESS,
  /** No connection could be made: refused, unreachable, or this machine has no room for it. */
  CONNECT,
  /** The TLS handshake failed, or the certificate or host name did not verify. */
  TLS,
  /** A connect, attempt or target timeout ended it (TIME-01 to TIME-03). */
  TIMEOUT,
  /** The connection ended after the head was sent and before the reply was whole. */
  DISCONNECTED,
  /** The bytes received are no valid HTTP/1.1 reply, or their gzip coding is corrupt. */
  PROTOCOL,
  /** The decoded body is larger than {@code maxBodyBytes} (BODY-01, BODY-06). */
  BODY_TOO_LARGE,
  /** A redirect cannot be followed: too many, a loop, an unusable Location, https to http. */
  REDIRECT,
  /** The deadline of the batch came first (TIME-04). */
  DEADLINE,
  /** Reserved: the proxy cannot be reached, or refuses. */
  PROXY,
  /** Reserved: the origin was not asked, because it has failed too often. */
  ORIGIN_DOWN,
  /** Reserved: what takes the bytes of the body has failed. */
  SINK
}
