package dev.fetchfold.cli;

import dev.fetchfold.Failure;
import dev.fetchfold.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URLs as they may be printed: whole, so that they can be used again, but without a user and a
 * password (SEC-04).
 */
final class Shown {
  private static final Pattern START =
      Pattern.compile("^\\s*(?:[A-Za-z][A-Za-z0-9+.-]*:)?[/\\\\]*");
  private static final Pattern AUTHORITY = Pattern.compile("[^/?#\\\\]*");

  private Shown() {}

  /**
   * The URL of a target that was requested, or could have been.
   *
   * @param url any string
   * @return the string, the user in its authority replaced
   */
  static String url(String url) {
    int start = end(START, url, 0);
    int at = url.lastIndexOf('@', Math.max(0, end(AUTHORITY, url, start) - 1));
    return masked(url, start, at);
  }

  /**
   * The URL of a failed target. One that is no URL may hold a password anywhere before an
   * {@code @}, as unencoded ones do.
   *
   * @param failure the failure
   * @return the string, what may be a password replaced
   */
  static String url(Failure failure) {
    String url = failure.target().url();
    if (failure.reason() != Reason.INVALID_TARGET) {
      return url(url);
    }
    return masked(url, end(START, url, 0), url.lastIndexOf('@'));
  }

  private static String masked(String url, int start, int at) {
    return at < start ? url : url.substring(0, start) + "***" + url.substring(at);
  }

  private static int end(Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }
}
