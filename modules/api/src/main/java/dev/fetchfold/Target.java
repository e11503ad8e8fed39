package dev.fetchfold;

import dev.fetchfold.url.Urls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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

  private final Ask ask;

  private Target(Ask ask) {
    this.ask = ask;
  }

  /** Everything that can be asked for. */
  private static final class Ask extends Parts<Ask> {
    private final String url;
    private String method = "GET";
    private Headers headers = Headers.empty();
    private byte @Nullable [] body;
    private @Nullable Object tag;
    private @Nullable Duration attemptTimeout;
    private @Nullable Duration within;
    private Duration after = Duration.ZERO;
    private OptionalLong maxBodyBytes = OptionalLong.empty();

    private Ask(String url) {
      this.url = url;
    }
  }

  /**
   * A GET of that URL.
   *
   * @param url any string; one that cannot be requested yields {@link Reason#INVALID_TARGET}
   * @return a new target
   */
  public static Target of(String url) {
    return new Target(new Ask(Objects.requireNonNull(url, "url")));
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

  private Target with(Consumer<Ask> change) {
    return new Target(ask.with(change));
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
    return with(to -> to.method = method);
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
    return with(to -> to.headers = to.headers.with(name, value.strip()));
  }

  /**
   * With a body.
   *
   * @param body its bytes, which are copied
   * @return a new target; its method is unchanged
   */
  public Target body(byte[] body) {
    return with(to -> to.body = body.clone());
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
    return with(to -> to.tag = Objects.requireNonNull(tag, "tag"));
  }

  /**
   * With an attempt timeout of its own (TIME-01).
   *
   * @param timeout more than zero
   * @return a new target
   */
  public Target attemptTimeout(Duration timeout) {
    return with(to -> to.attemptTimeout = Checks.positive("attemptTimeout", timeout));
  }

  /**
   * With a limit on everything from taken to settled: waiting, retries and redirects included
   * (TIME-03).
   *
   * @param within more than zero
   * @return a new target
   */
  public Target within(Duration within) {
    return with(to -> to.within = Checks.positive("within", within));
  }

  /**
   * With a delay before its first attempt, which holds no permit. Two equal targets, one of them
   * with a delay, and {@code Fold.first(Outcome::ok)} make a hedged request.
   *
   * @param delay zero or more
   * @return a new target
   */
  public Target after(Duration delay) {
    return with(to -> to.after = Checks.notNegative("after", delay));
  }

  /**
   * With a cap on its decoded body of its own, be it more or less than {@link
   * FetcherConfig#maxBodyBytes()} (BODY-06). A body that is kept has to fit an array and is below 2
   * GiB, whatever the cap.
   *
   * @param maxBodyBytes in bytes, 0 or more
   * @return a new target
   */
  public Target maxBodyBytes(long maxBodyBytes) {
    return with(
        to -> to.maxBodyBytes = OptionalLong.of(Checks.atLeast("maxBodyBytes", maxBodyBytes, 0)));
  }

  /**
   * The URL as it was given.
   *
   * @return the string, unparsed
   */
  public String url() {
    return ask.url;
  }

  /**
   * The method.
   *
   * @return the token
   */
  public String method() {
    return ask.method;
  }

  /**
   * The caller's header fields.
   *
   * @return the fields in the order they were added
   */
  public Headers headers() {
    return ask.headers;
  }

  /**
   * The body.
   *
   * @return a copy of its bytes, or empty if there is none
   */
  public Optional<byte[]> body() {
    return Optional.ofNullable(ask.body).map(byte[]::clone);
  }

  /**
   * What {@link #tag(Object)} set.
   *
   * @return the object, or empty
   */
  public Optional<Object> tag() {
    return Optional.ofNullable(ask.tag);
  }

  /**
   * The attempt timeout of this target.
   *
   * @return the timeout, or empty if the fetcher's holds
   */
  public Optional<Duration> attemptTimeout() {
    return Optional.ofNullable(ask.attemptTimeout);
  }

  /**
   * The limit from taken to settled.
   *
   * @return the limit, or empty if there is none
   */
  public Optional<Duration> within() {
    return Optional.ofNullable(ask.within);
  }

  /**
   * The delay before the first attempt.
   *
   * @return the delay, zero if there is none
   */
  public Duration after() {
    return ask.after;
  }

  /**
   * The cap on the decoded body of this target.
   *
   * @return bytes, or empty if the fetcher's holds
   */
  public OptionalLong maxBodyBytes() {
    return ask.maxBodyBytes;
  }

  /** Shows method and URL, without a user, a password or a query (SEC-04). */
  @Override
  public String toString() {
    return method() + " " + Urls.redact(url());
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
