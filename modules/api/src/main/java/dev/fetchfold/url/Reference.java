package dev.fetchfold.url;

import dev.fetchfold.url.Urls.Unusable;
import java.util.Locale;
import java.util.Optional;

/**
 * A URI reference in its five parts (RFC 3986 §4.1), path, query and fragment in legal ASCII.
 *
 * @param scheme in lower case
 * @param authority as written
 * @param path perhaps empty
 * @param query without its question mark
 * @param fragment without its number sign
 */
record Reference(
    Optional<String> scheme,
    Optional<String> authority,
    String path,
    Optional<String> query,
    Optional<String> fragment) {

  /** Splits as RFC 3986 appendix B does: a backslash is data, no separator. */
  static Reference of(String written) throws Unusable {
    String text = written.strip();
    refuseControls(text);
    String beforeFragment = before(text, '#');
    String hierarchy = before(beforeFragment, '?');
    Optional<String> scheme = scheme(hierarchy);
    String rest = hierarchy.substring(scheme.map(name -> name.length() + 1).orElse(0));
    int path = pathStart(rest);
    return new Reference(
        scheme.map(name -> name.toLowerCase(Locale.ROOT)),
        path == 0 ? Optional.empty() : Optional.of(rest.substring(2, path)),
        Percent.path(rest.substring(path)),
        after(beforeFragment, '?').map(Percent::query),
        after(text, '#').map(Percent::query));
  }

  /** The text before the mark, or all of it. */
  static String before(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? text : text.substring(0, at);
  }

  /** The text after the mark, where there is one. */
  static Optional<String> after(String text, char mark) {
    int at = text.indexOf(mark);
    return at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
  }

  private static void refuseControls(String text) throws Unusable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        throw new Unusable(
            String.format(
                Locale.ROOT, "the URL has the control character U+%04X at %d", (int) c, i));
      }
    }
  }

  /** What stands before the first colon, where it has the grammar of a scheme. */
  private static Optional<String> scheme(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || !isLetter(text.charAt(0))) {
      return Optional.empty();
    }
    for (int i = 1; i < colon; i++) {
      if (!isSchemeCharacter(text.charAt(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(text.substring(0, colon));
  }

  private static boolean isSchemeCharacter(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Where the path begins: 0 where there is no authority. */
  private static int pathStart(String text) {
    if (!text.startsWith("//")) {
      return 0;
    }
    int slash = text.indexOf('/', 2);
    return slash < 0 ? text.length() : slash;
  }
}
