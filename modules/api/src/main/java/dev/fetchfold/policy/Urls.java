package dev.fetchfold.policy;

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
   * form, underscores and IPv6 literals are hosts.
   *
   * @param text any string
   * @return the URL
   * @throws Unusable if it has no host, a scheme other than http and https, a user or password, or
   *     a port out of range
   */
  public static Url parse(String text) throws Unusable {
    throw new UnsupportedOperationException(text);
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
    throw new UnsupportedOperationException(reference);
  }

  /**
   * Any string as it may be shown: without user, password, query and fragment, at most 200
   * characters, control characters replaced (SEC-04).
   *
   * @param url any string
   * @return what may be logged
   */
  public static String redact(String url) {
    throw new UnsupportedOperationException(url);
  }
}
