package dev.fetchfold.httpclient5;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.StatusLine;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * What the lines of a head mean, the same for both halves. HttpCore's own parsers skip control
 * characters, or take them for part of a name or value, each in a way of its own.
 *
 * <p>Each line is read once, however long it is.
 */
final class HeadLines extends BasicLineParser {
  static final HeadLines INSTANCE = new HeadLines();

  /** RFC 9112 §4: any white space may stand between the parts, a lone CR too. */
  private static final Pattern STATUS =
      Pattern.compile(
          "%1$s*+HTTP/(\\d)\\.(\\d)%1$s++(\\d{3})(?:%1$s++(%2$s*+))?"
              .formatted("[ \\t\\x0b\\f\\r]", "[^\\x00-\\x08\\x0a-\\x1f\\x7f]"));

  /** What a token is made of besides letters and digits (RFC 9110 §5.6.2). */
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private HeadLines() {}

  @Override
  public StatusLine parseStatusLine(CharArrayBuffer line) throws ParseException {
    Matcher status = STATUS.matcher(line);
    if (!status.matches()) {
      throw new ParseException("Invalid status line");
    }
    int major = Integer.parseInt(status.group(1));
    int minor = Integer.parseInt(status.group(2));
    return new StatusLine(
        HttpVersion.get(major, minor), Integer.parseInt(status.group(3)), status.group(4));
  }

  /** White space behind the name is removed, as RFC 9112 §5.1 asks of proxies. */
  @Override
  public Header parseHeader(CharArrayBuffer line) throws ParseException {
    int colon = line.indexOf(':');
    if (colon < 1 || !isName(line, colon) || !isText(line, colon + 1)) {
      throw new ParseException("Invalid field line");
    }
    return new BasicHeader(
        line.substringTrimmed(0, colon), line.substringTrimmed(colon + 1, line.length()));
  }

  /** A token; white space in it is let through, as elsewhere, but none before it (§2.2). */
  private static boolean isName(CharArrayBuffer line, int end) {
    for (int i = 0; i < end; i++) {
      char c = line.charAt(i);
      boolean blank = c == ' ' || c == '\t';
      if (!isOfToken(c) && (!blank || i == 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfToken(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  /** No control character, and so no lone CR, but for HTAB (RFC 9110 §5.5, RFC 9112 §2.2). */
  private static boolean isText(CharArrayBuffer line, int start) {
    for (int i = start; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }
}
