package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.url.Origin;
import dev.fetchfold.url.Url;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request, complete: an engine sends exactly this.
 *
 * @param index the target's position in its source
 * @param target the target
 * @param number which attempt for the target this is, from 1: retries and redirect hops alike
 * @param tries which attempt for this hop this is, from 1
 * @param url what to ask for
 * @param method the method
 * @param headers every field to send, User-Agent and Accept-Encoding included, but Host and the
 *     framing, which the client adds (OUT-07)
 * @param body the bytes to send, not to be changed; empty if there is no body
 * @param decode whether a gzip-coded reply is to be decoded (BODY-02)
 * @param hops the method and URL of every hop before this one, for the loop check
 * @param onWire the sum of the attempts before this one
 * @param fresh whether it has to go on a connection that has carried no request before: it repeats
 *     an attempt whose connection ended (CONN-04)
 * @param progress how far its reply has come
 */
public record Attempt(
    long index,
    Target target,
    int number,
    int tries,
    Url url,
    String method,
    Headers headers,
    Optional<byte[]> body,
    boolean decode,
    List<String> hops,
    Duration onWire,
    boolean fresh,
    Progress progress) {

  /**
   * An attempt of whose reply nothing has come.
   *
   * @param index the target's position in its source
   * @param target the target
   * @param number which attempt for the target this is, from 1
   * @param tries which attempt for this hop this is, from 1
   * @param url what to ask for
   * @param method the method
   * @param headers every field to send but Host and the framing
   * @param body the bytes to send, not to be changed
   * @param decode whether a gzip-coded reply is to be decoded
   * @param hops the method and URL of every hop before this one
   * @param onWire the sum of the attempts before this one
   * @param fresh whether it has to go on a connection that has carried no request before
   */
  public Attempt(
      long index,
      Target target,
      int number,
      int tries,
      Url url,
      String method,
      Headers headers,
      Optional<byte[]> body,
      boolean decode,
      List<String> hops,
      Duration onWire,
      boolean fresh) {
    this(
        index,
        target,
        number,
        tries,
        url,
        method,
        headers,
        body,
        decode,
        hops,
        onWire,
        fresh,
        new Progress());
  }

  /**
   * Whose permits it needs.
   *
   * @return the origin of its URL
   */
  public Origin origin() {
    return url.origin();
  }

  /** Shows no header, no body and no credential (SEC-04). */
  @Override
  public String toString() {
    return index + "#" + number + " " + method + " " + url;
  }
}
