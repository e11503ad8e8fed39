package dev.fetchfold.url;

import java.util.Optional;

/** URLs of the real world: parsing, resolving, showing. */
public final class Urls {
  private Urls() {}

  /** Why a string is no URL that can be requested. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message a sentence that shows no credential
     */
    public Unusable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Parses what people write (BATCH-05): surrounding white space is dropped, spaces and non-ASCII
   * characters in path and query become percent-encoded UTF-8, a non-ASCII host becomes its IDN
   * form (IDNA 2003, the JDK's), underscores and IPv6 literals are hosts.
   *
   * <p>Dot segments of the path are kept: what is asked for is what was written, on every engine
   * alike. A backslash is data: in a path it is encoded, in a host refused, nowhere a slash.
   *
   * @param text any string
   * @return the URL
   * @throws Unusable if it has no host, a scheme other than http and https, a user or password, a
   *     port out of range, or a control character
   */
  public static Url parse(String text) throws Unusable {
    Reference reference = Reference.of(text);
    String scheme = reference.scheme().orElseThrow(() -> new Unusable("the URL has no scheme"));
    return absolute(scheme, reference, reference.path());
  }

  /**
   * Resolves a reference (RFC 3986 §5).
   *
   * @param base what it is relative to
   * @param reference such as the value of a Location field
   * @return the URL; the base's fragment is inherited where the reference has none (RFC 9110
   *     §10.2.2)
   * @throws Unusable as for {@link #parse(String)}
   */
  public static Url resolve(Url base, String reference) throws Unusable {
    Reference parts = Reference.of(reference);
    Optional<String> fragment = parts.fragment().or(base::fragment);
    Url url = target(base, parts);
    return new Url(url.origin(), url.path(), fragment);
  }

  /**
   * Any string as it may be shown: its user and password replaced, without query and fragment, at
   * most 200 characters, control characters replaced (SEC-04).
   *
   * @param url any string
   * @return what may be logged
   */
  public static String redact(String url) {
    return Redaction.of(url);
  }

  /**
   * Any string, whole, so that it can be used again, but for what may be a user and a password in
   * it; its query may carry a credential all the same.
   *
   * @param url any string
   * @return the string, that replaced
   */
  public static String masked(String url) {
    return Redaction.masked(url);
  }

  /** RFC 3986 §5.2.2, strict. */
  private static Url target(Url base, Reference parts) throws Unusable {
    if (parts.scheme().isPresent() || parts.authority().isPresent()) {
      String scheme = parts.scheme().orElse(base.origin().scheme());
      return absolute(scheme, parts, Paths.withoutDots(parts.path()));
    }
    String basePath = Reference.before(base.path(), '?');
    if (parts.path().isEmpty()) {
      Optional<String> query = parts.query().or(() -> Reference.after(base.path(), '?'));
      return url(base.origin(), basePath, query, parts.fragment());
    }
    String path = Paths.withoutDots(Paths.merged(basePath, parts.path()));
    return url(base.origin(), path, parts.query(), parts.fragment());
  }

  private static Url absolute(String scheme, Reference parts, String path) throws Unusable {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new Unusable("the scheme of the URL is neither http nor https");
    }
    String authority = parts.authority().orElseThrow(() -> new Unusable("the URL has no host"));
    Origin origin = origin(scheme, authority);
    return url(origin, path.isEmpty() ? "/" : path, parts.query(), parts.fragment());
  }

  private static Url url(
      Origin origin, String path, Optional<String> query, Optional<String> fragment) {
    return new Url(origin, path + query.map(text -> "?" + text).orElse(""), fragment);
  }

  private static Origin origin(String scheme, String authority) throws Unusable {
    if (authority.indexOf('@') >= 0) { // BATCH-05
      throw new Unusable("the URL carries a user or password; credentials belong into a header");
    }
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String port = colon < 0 ? "" : authority.substring(colon + 1);
    return new Origin(scheme, Hosts.parse(host), port(scheme, port));
  }

  /** An empty port is the scheme's default (RFC 3986 §3.2.3). */
  private static int port(String scheme, String digits) throws Unusable {
    if (digits.isEmpty()) {
      return scheme.equals("https") ? 443 : 80;
    }
    int port = 0;
    for (int i = 0; i < digits.length() && port <= 0xffff; i++) {
      int digit = digits.charAt(i) - '0';
      port = digit < 0 || digit > 9 ? Integer.MAX_VALUE : port * 10 + digit;
    }
    if (port < 1 || port > 0xffff) {
      throw new Unusable("the port of the URL is no number from 1 to 65535");
    }
    return port;
  }
}
