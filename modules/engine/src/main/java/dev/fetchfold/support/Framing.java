package dev.fetchfold.support;

import dev.fetchfold.Headers;
import dev.fetchfold.policy.WireFaults;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a body ends, and whether its connection can be used again (RFC 9112 §6.3, §9.3). */
sealed interface Framing {

  /** There is no body, whatever the fields say. */
  record None() implements Framing {}

  /** So many bytes. */
  record Counted(long length) implements Framing {}

  /** Chunks, up to the one of size 0 and the trailer section behind it. */
  record Chunked() implements Framing {}

  /** Up to the end of the connection. */
  record UntilEnd() implements Framing {}

  /**
   * The framing of a final reply, its rules in the order of RFC 9112 §6.3.
   *
   * @param method of the request
   * @param status 200 or more
   * @param version10 whether the reply is of HTTP/1.0
   */
  static Framing of(String method, int status, boolean version10, Headers headers)
      throws FaultException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new None();
    }
    List<String> codings = headers.all("Transfer-Encoding");
    if (!codings.isEmpty()) {
      return chunked(codings, version10);
    }
    List<String> lengths = headers.all("Content-Length");
    return lengths.isEmpty() ? new UntilEnd() : new Counted(length(lengths));
  }

  private static Framing chunked(List<String> codings, boolean version10) throws FaultException {
    if (version10) { // RFC 9112 §6.1: faulty, whatever the field says
      throw refused("it is of HTTP/1.0 and has a Transfer-Encoding");
    }
    if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw refused("it has a Transfer-Encoding other than chunked");
    }
    return new Chunked();
  }

  /** A list of equal numbers is that number. */
  private static long length(List<String> fields) throws FaultException {
    List<String> values = members(fields).distinct().toList();
    long length = number(values.getFirst());
    for (String other : values) {
      if (number(other) != length) {
        throw refused("its Content-Length fields differ");
      }
    }
    return length;
  }

  private static long number(String text) throws FaultException {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw refused("its Content-Length is no number");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refused("its Content-Length is over 2^63");
    }
  }

  /** The one reading of the Connection field, which may be a list and may be repeated. */
  static boolean isKeptOpen(boolean version10, Headers headers) {
    List<String> options =
        members(headers.all("Connection")).map(each -> each.toLowerCase(Locale.ROOT)).toList();
    return !options.contains("close") && (!version10 || options.contains("keep-alive"));
  }

  private static Stream<String> members(List<String> fields) {
    return fields.stream().flatMap(each -> Arrays.stream(each.split(",", -1))).map(String::strip);
  }

  private static FaultException refused(String what) {
    return new FaultException(WireFaults.invalid(what));
  }
}
