package dev.fetchfold.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a string that should be a URL may be shown (SEC-04). The string may be anything, so what
 * has not the plain shape of a URL without user is shown only from its last at sign on.
 */
final class Redaction {
  private static final int LONGEST = 200;

  /** Perhaps a scheme; a host, perhaps a port, and nobody's name before them. */
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?:(?:[A-Za-z][A-Za-z0-9+.-]*+:)?+//)?+"
              + "(?:\\[[^\\]/?#@]*+]|[^:/?#@\\\\\\[]++)(?::[0-9]++)?+(?=[/?#]|\\z)");

  private static final Pattern USER = Pattern.compile("//[^/]*@");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+://");

  private Redaction() {}

  static String of(String url) {
    String path = Reference.before(Reference.before(withoutUser(url.strip()), '#'), '?');
    return printable(USER.matcher(path).replaceAll("//"));
  }

  private static String withoutUser(String url) {
    int at = url.lastIndexOf('@');
    if (at < 0 || PLAIN.matcher(url).lookingAt()) {
      return url;
    }
    Matcher scheme = SCHEME.matcher(url);
    return (scheme.lookingAt() ? scheme.group() : "") + url.substring(at + 1);
  }

  private static String printable(String text) {
    boolean whole = text.length() <= LONGEST;
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < (whole ? text.length() : LONGEST - 1); i++) {
      char c = text.charAt(i);
      shown.append(isPrintable(c) ? c : '\uFFFD');
    }
    return shown.append(whole ? "" : "…").toString();
  }

  private static boolean isPrintable(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
