package dev.fetchfold.url;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a string that should be a URL may be shown (SEC-04): credentials not, the host in any
 * case, so that what is shown of two URLs can be told apart.
 *
 * <p>A user stands before the last at sign of the authority, which ends at the first slash,
 * question mark or number sign (RFC 3986 §3.2). The string may be anything, and a password that was
 * not encoded may hold any of these marks. So where an at sign comes later, and what would be host
 * and port then is none or follows a user, all before that at sign is taken for credentials too,
 * but for what looks like a host.
 */
final class Redaction {
  private static final int LONGEST = 200;
  private static final String MASK = "***";

  private static final Pattern START =
      Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+):)?+(?<slashes>[/\\\\]*+)");

  private static final Pattern AUTHORITY = Pattern.compile("[^/?#]*+");
  private static final Pattern PATH = Pattern.compile("[^?#]*+");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[[^\\]]*+]|[^:\\\\\\[]++)(?::[0-9]++)?+");

  /** A name with a dot, or an address in brackets: a user seldom looks like that. */
  private static final Pattern HOST =
      Pattern.compile("localhost(?=:)|\\[[^\\]@]*+]|[^:/?#@\\[\\\\]+?\\.[^:/?#@\\[\\\\]++");

  /** Within a path: another URL, with a user. */
  private static final Pattern INNER = Pattern.compile("(://)[^/?#]+@");

  /** Their at sign belongs to an address, as long as there is no colon before it. */
  private static final Set<String> ADDRESSES =
      Set.of("mailto", "sip", "sips", "xmpp", "acct", "cid", "mid", "tel", "sms");

  /** Meant as schemes also where the slashes behind them are missing. */
  private static final Set<String> WEB = Set.of("http", "https", "ftp", "ws", "wss");

  private Redaction() {}

  /** For logs: without query and fragment too, short, on one line. */
  static String of(String url) {
    return printable(Reference.before(Reference.before(masked(url.strip()), '#'), '?'));
  }

  /** The whole URL, its credentials replaced. */
  static String masked(String url) {
    int blank = url.length() - url.stripLeading().length();
    Matcher start = START.matcher(url).region(blank, url.length());
    String scheme = start.lookingAt() ? scheme(start) : "";
    if (ADDRESSES.contains(scheme) && !hasPassword(url, start.end())) {
      return url;
    }
    boolean user = !scheme.isEmpty() && !isScheme(scheme, start.group("slashes"));
    return masked(url, user ? blank : start.end());
  }

  /** In lower case; empty if there is none. */
  private static String scheme(Matcher start) {
    return Objects.requireNonNullElse(start.group("scheme"), "").toLowerCase(Locale.ROOT);
  }

  /** Rather than a user with a colon behind it. */
  private static boolean isScheme(String name, String slashes) {
    return slashes.length() >= 2 || WEB.contains(name) || ADDRESSES.contains(name);
  }

  private static boolean hasPassword(String url, int from) {
    int end = url.indexOf('@', from);
    int colon = url.indexOf(':', from);
    return colon >= 0 && colon < end;
  }

  /** With its authority at that place. */
  private static String masked(String url, int from) {
    int end = end(AUTHORITY, url, from);
    int host = Math.max(from, url.lastIndexOf('@', end - 1) + 1);
    String user = host == from ? "" : MASK + "@";
    boolean plain = HOST_AND_PORT.matcher(url).region(host, end).matches();
    int later = plain ? lastInPath(url, end) : url.lastIndexOf('@');
    if (later < end || (plain && host == from)) {
      return url.substring(0, from) + user + url.substring(host, end) + inner(url.substring(end));
    }
    String shown = url.substring(host, plain ? end : end(HOST, url, host));
    return url.substring(0, from)
        + (shown.isEmpty() ? "" : user + shown)
        + MASK
        + inner(url.substring(later));
  }

  /** The last at sign of the path, but for one that begins a segment, as names do. */
  private static int lastInPath(String url, int from) {
    int last = url.lastIndexOf('@', end(PATH, url, from) - 1);
    return last > from && url.charAt(last - 1) == '/' ? -1 : last;
  }

  private static int end(Pattern pattern, String text, int from) {
    Matcher matcher = pattern.matcher(text).region(from, text.length());
    return matcher.lookingAt() ? matcher.end() : from;
  }

  private static String inner(String path) {
    return INNER.matcher(path).replaceAll("$1" + MASK + "@");
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
