package dev.fetchfold.url;

import dev.fetchfold.url.Urls.Unusable;
import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Hosts as they are compared and resolved: lower case, ASCII, IPv6 literals in the form of RFC 5952
 * without brackets. Stricter than RFC 3986, so that no client library refuses later, in its own
 * way, what was accepted here; more lenient than {@link java.net.URI}: underscores are in use.
 *
 * <p>{@code 127.1} and {@code 0x7f.1} stay names: what they resolve to, if anything, is what the
 * address policy judges (SEC-01).
 */
final class Hosts {
  private static final int LONGEST_NAME = 253;
  private static final int LONGEST_LABEL = 63;

  private Hosts() {}

  static String parse(String written) throws Unusable {
    if (written.isEmpty()) {
      throw new Unusable("the URL has no host");
    }
    if (written.startsWith("[")) {
      return literal(written);
    }
    String name = ascii(written);
    checkCharacters(name);
    checkLabels(name);
    return name;
  }

  private static String ascii(String written) throws Unusable {
    String lower = written.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    try {
      return IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw new Unusable("the host is no internationalized domain name");
    }
  }

  /** After the IDN mapping, which turns some characters into slashes and at signs. */
  private static void checkCharacters(String name) throws Unusable {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isNameCharacter(c)) {
        throw new Unusable(
            String.format(
                Locale.ROOT, "the host has the character U+%04X, which is not allowed", (int) c));
      }
    }
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  }

  /** A dot at the end is the root of the name space, and allowed. */
  private static void checkLabels(String name) throws Unusable {
    String rooted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (rooted.length() > LONGEST_NAME) {
      throw new Unusable("the host has more than " + LONGEST_NAME + " characters");
    }
    int start = 0;
    while (start <= rooted.length()) {
      int dot = rooted.indexOf('.', start);
      int end = dot < 0 ? rooted.length() : dot;
      if (end == start || end - start > LONGEST_LABEL) {
        throw new Unusable(
            "the host has a label that is empty or has more than " + LONGEST_LABEL + " characters");
      }
      start = end + 1;
    }
  }

  private static String literal(String bracketed) throws Unusable {
    if (!bracketed.endsWith("]") || !bracketed.chars().allMatch(Hosts::isLiteralCharacter)) {
      throw new Unusable("the host is no IPv6 literal, or has a zone");
    }
    try {
      // With brackets around it, the JDK parses and never resolves.
      return compressed(InetAddress.getByName(bracketed).getAddress());
    } catch (UnknownHostException e) {
      throw new Unusable("the host is no IPv6 literal");
    }
  }

  private static boolean isLiteralCharacter(int c) {
    return HexFormat.isHexDigit(c) || c == ':' || c == '.' || c == '[' || c == ']';
  }

  /** RFC 5952 §4: no leading zeros, the longest run of two zero groups or more as {@code ::}. */
  private static String compressed(byte[] address) {
    int[] groups = groups(address);
    int start = 0;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int zeros = zeros(groups, i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    if (length == 1) {
      return joined(groups, 0, groups.length);
    }
    return joined(groups, 0, start) + "::" + joined(groups, start + length, groups.length);
  }

  /** The JDK gives an IPv4-mapped literal as its IPv4 address. */
  private static int[] groups(byte[] address) {
    int[] groups = new int[8];
    if (address.length == 4) {
      groups[5] = 0xffff;
    }
    int first = groups.length - address.length / 2;
    for (int i = 0; i < address.length; i += 2) {
      groups[first + i / 2] = ((address[i] & 0xff) << 8) | (address[i + 1] & 0xff);
    }
    return groups;
  }

  private static int zeros(int[] groups, int from) {
    int to = from;
    while (to < groups.length && groups[to] == 0) {
      to++;
    }
    return to - from;
  }

  private static String joined(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString();
  }
}
