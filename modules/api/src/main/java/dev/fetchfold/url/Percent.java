package dev.fetchfold.url;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of what is illegal (RFC 3986 §2.1); what is encoded already is kept. */
public final class Percent {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final boolean[] PATH = legal("/");
  private static final boolean[] QUERY = legal("/?");

  private Percent() {}

  static String path(String text) {
    return encode(text, PATH);
  }

  /** For a query or a fragment: they have the same grammar. */
  static String query(String text) {
    return encode(text, QUERY);
  }

  /**
   * What is no ASCII, octet by octet; the rest as it is.
   *
   * @param text octets that are characters of no known encoding
   * @return them in ASCII
   */
  public static String octets(byte[] text) {
    StringBuilder encoded = new StringBuilder(text.length + 16);
    for (byte octet : text) {
      if (octet < 0) {
        append(encoded, octet);
      } else {
        encoded.append((char) octet);
      }
    }
    return encoded.toString();
  }

  private static boolean[] legal(String more) {
    boolean[] legal = new boolean[0x80];
    String letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    (letters + "-._~!$&'()*+,;=:@" + more).chars().forEach(c -> legal[c] = true);
    return legal;
  }

  private static String encode(String text, boolean[] legal) {
    int clean = 0;
    while (clean < text.length() && isKept(text, clean, legal)) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder encoded = new StringBuilder(text.length() + 16).append(text, 0, clean);
    int i = clean;
    while (i < text.length()) {
      int character = text.codePointAt(i);
      if (isKept(text, i, legal)) {
        encoded.append((char) character);
      } else {
        append(encoded, character);
      }
      i += Character.charCount(character);
    }
    return encoded.toString();
  }

  private static boolean isKept(String text, int at, boolean[] legal) {
    char c = text.charAt(at);
    return c == '%' ? isEscape(text, at) : c < legal.length && legal[c];
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && HexFormat.isHexDigit(text.charAt(at + 1))
        && HexFormat.isHexDigit(text.charAt(at + 2));
  }

  /** An unpaired surrogate has no UTF-8: it becomes U+FFFD, as browsers do. */
  private static void append(StringBuilder encoded, int character) {
    boolean surrogate =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    String text = surrogate ? "\uFFFD" : Character.toString(character);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      append(encoded, octet);
    }
  }

  private static void append(StringBuilder encoded, byte octet) {
    encoded.append('%').append(HEX.toHexDigits(octet));
  }
}
