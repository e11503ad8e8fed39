package dev.fetchfold.support;

import dev.fetchfold.policy.WireFaults;

/**
 * The line before a chunk (RFC 9112 §7.1): hexadecimal digits and nothing else, then perhaps
 * extensions, which are passed over, then CRLF.
 */
final class ChunkSize {
  /** One digit more would not fit into a long. */
  private static final long LARGEST_BEFORE_A_DIGIT = Long.MAX_VALUE >> 4;

  /** Beyond these a line is judged when it is whole, so that one that drips costs no more. */
  private static final int BEGINNING = 32;

  private ChunkSize() {}

  /** Refuses what cannot become a size, however the line goes on. */
  static void checkBeginning(LineReader line) throws FaultException {
    if (line.length() > BEGINNING) {
      return;
    }
    int end = digits(line);
    if ((end == 0 && line.length() > 0) || !mayFollow(line, end)) {
      throw refused();
    }
  }

  /** The size that a whole line says. */
  static long of(LineReader line) throws FaultException {
    int end = digits(line);
    int next = afterBlanks(line, end);
    boolean extended = next < line.length() && line.at(next) == ';';
    if (end == 0 || !line.endedInCrlf() || !(end == line.length() || extended)) {
      throw refused();
    }
    if (!FieldLines.isText(line, end, line.length())) {
      throw new FaultException(
          WireFaults.invalid("an extension of a chunk has a control character"));
    }
    return value(line, end);
  }

  private static long value(LineReader line, int end) throws FaultException {
    long size = 0;
    for (int i = 0; i < end; i++) {
      if (size > LARGEST_BEFORE_A_DIGIT) {
        throw new FaultException(WireFaults.invalid("the size of a chunk is over 2^63"));
      }
      size = (size << 4) | Character.digit(line.at(i), 16);
    }
    return size;
  }

  private static int digits(LineReader line) {
    int end = 0;
    while (end < line.length() && Character.digit(line.at(end), 16) >= 0) {
      end++;
    }
    return end;
  }

  private static boolean mayFollow(LineReader line, int end) {
    int next = afterBlanks(line, end);
    return next == line.length()
        || line.at(next) == ';'
        || (next == end && line.at(end) == '\r' && end + 1 == line.length());
  }

  private static int afterBlanks(LineReader line, int from) {
    int next = from;
    while (next < line.length() && FieldLines.isBlank(line.at(next))) {
      next++;
    }
    return next;
  }

  private static FaultException refused() {
    return new FaultException(WireFaults.invalid("the size of a chunk is no hexadecimal number"));
  }
}
