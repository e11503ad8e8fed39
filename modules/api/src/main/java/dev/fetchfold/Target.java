package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: a URL, and where needed a method, headers, a body and limits of its own.
 *
 * <p>A URL is data and comes from outside, so a bad one is no exception but an outcome ({@link
 * Reason#INVALID_TARGET}, BATCH-05). Headers and methods are code: they are refused here (SEC-03).
 * Each setter returns a new target.
 */
public final class Target {
  private static final Set<String> FRAMING =
      Set.of(
          "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "expect");

  private final String url;
  private final String method;
  private final Headers headers;
  private final byte @Nullable [] body;
  private final @Nullable Object tag;
  private final @Nullable Duration attemptTimeout;
  private final @Nullable Duration within;
  private final Duration after;

  private Target(
      String url,
      String method,
      Headers headers,
      byte @Nullable [] body,
      @Nullable Object tag,
      @Nullable Duration attemptTimeout,
      @Nullable Duration within,
      Duration after) {
    this.url = url;
    this.method = method;
    this.headers = headers;
    this.body = body;
    this.tag = tag;
    this.attemptTimeout = attemptTimeout;
    this.within = within;
    this.after = after;
  }

  /**
   * A GET of that URL.
   *
   * @param url any string; one that cannot be requested yields {@link Reason#INVALID_TARGET}
   * @return a new target
   */
  public static Target of(String url) {
    Objects.requireNonNull(url, "url");
    return new Target(url, "GET", Headers.empty(), null, null, null, null, Duration.ZERO);
  }

  /**
   * A GET of that URI.
   *
   * @param uri any URI; one that cannot be requested yields {@link Reason#INVALID_TARGET}
   * @return a new target
   */
  public static Target of(URI uri) {
    return of(uri.toString());
  }

  /**
   * With another method.
   *
   * @param method a token of RFC 9110 §5.6.2, case matters; CONNECT is refused
   * @return a new target
   * @throws IllegalArgumentException if it is no token, or is CONNECT
   */
  public Target method(String method) {
    if (!isToken(method) || method.equals("CONNECT")) {
      throw new IllegalArgumentException(
          "method is \""
              + printable(method)
              + "\", expected a token such as GET, other than CONNECT");
    }
    return new Target(url, method, headers, body, tag, attemptTimeout, within, after);
  }

  /**
   * With one header field more.
   *
   * @param name a token of RFC 9110 §5.6.2; not one of the fields that frame or route the request
   *     (Host, Content-Length, Transfer-Encoding, Connection, Upgrade, TE, Expect)
   * @param value without CR, LF and NUL; surrounding white space is removed
   * @return a new target
   * @throws IllegalArgumentException if either is refused (SEC-03); the value is not shown
   */
  public Target header(String name, String value) {
    if (!isToken(name)) {
      throw new IllegalArgumentException(
          "header name is \"" + printable(name) + "\", expected a token such as Accept");
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "header "
              + name
              + " is set by the fetcher, expected a field that does not frame the request");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the value of header %s has U+%04X at %d, expected neither CR, LF nor NUL, and"
                    + " nothing above U+00FF",
                name,
                (int) c,
                i));
      }
    }
    return new Target(
        url, method, headers.with(name, value.strip()), body, tag, attemptTimeout, within, after);
  }

  /**
   * With a body.
   *
   * @param body its bytes, which are copied
   * @return a new target; its method is unchanged
   */
  public Target body(byte[] body) {
    return new Target(url, method, headers, body.clone(), tag, attemptTimeout, within, after);
  }

  /**
   * With a body of text.
   *
   * @param body sent as UTF-8; set Content-Type yourself
   * @return a new target; its method is unchanged
   */
  public Target body(String body) {
    return body(body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * With something of yours that travels with it to its outcome (FOLD-05).
   *
   * @param tag any object
   * @return a new target
   */
  public Target tag(Object tag) {
    Objects.requireNonNull(tag, "tag");
    return new Target(url, method, headers, body, tag, attemptTimeout, within, after);
  }

  /**
   * With an attempt timeout of its own (TIME-01).
   *
   * @param timeout more than zero
   * @return a new target
   */
  public Target attemptTimeout(Duration timeout) {
    Duration checked = Checks.positive("attemptTimeout", timeout);
    return new Target(url, method, headers, body, tag, checked, within, after);
  }

  /**
   * With a limit on everything from taken to settled: waiting, retries and redirects included
   * (TIME-03).
   *
   * @param within more than zero
   * @return a new target
   */
  public Target within(Duration within) {
    Duration checked = Checks.positive("within", within);
    return new Target(url, method, headers, body, tag, attemptTimeout, checked, after);
  }

  /**
   * With a delay before its first attempt, which holds no permit. Two equal targets, one of them
   * with a delay, and {@code Fold.first(Outcome::ok)} make a hedged request.
   *
   * @param delay zero or more
   * @return a new target
   */
  public Target after(Duration delay) {
    Duration checked = Checks.notNegative("after", delay);
    return new Target(url, method, headers, body, tag, attemptTimeout, within, checked);
  }

  /**
   * The URL as it was given.
   *
   * @return the string, unparsed
   */
  public String url() {
    return url;
  }

  /**
   * The method.
   *
   * @return the token
   */
  public String method() {
    return method;
  }

  /**
   * The caller's header fields.
   *
   * @return the fields in the order they were added
   */
  public Headers headers() {
    return headers;
  }

  /**
   * The body.
   *
   * @return a copy of its bytes, or empty if there is none
   */
  public Optional<byte[]> body() {
    return Optional.ofNullable(body).map(byte[]::clone);
  }

  /**
   * What {@link #tag(Object)} set.
   *
   * @return the object, or empty
   */
  public Optional<Object> tag() {
    return Optional.ofNullable(tag);
  }

  /**
   * The attempt timeout of this target.
   *
   * @return the timeout, or empty if the fetcher's holds
   */
  public Optional<Duration> attemptTimeout() {
    return Optional.ofNullable(attemptTimeout);
  }

  /**
   * The limit from taken to settled.
   *
   * @return the limit, or empty if there is none
   */
  public Optional<Duration> within() {
    return Optional.ofNullable(within);
  }

  /**
   * The delay before the first attempt.
   *
   * @return the delay, zero if there is none
   */
  public Duration after() {
    return after;
  }

  /** Shows method and URL, without a user, a password or a query (SEC-04). */
  @Override
  public String toString() {
    return method + " " + Urls.redact(url);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Target::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
