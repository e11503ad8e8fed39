package dev.fetchfold.support;

import dev.fetchfold.policy.WireFaults;

/** The first line of a head (RFC 9112 §4): {@code HTTP/1.1 200 OK}. */
final class StatusLine {
  private static final String VERSION = "HTTP/1.";
  private static final int MINOR = VERSION.length();
  private static final int STATUS = MINOR + 2;
  private static final int STATUS_END = STATUS + 3;

  private StatusLine() {}

  /**
   * Refuses what cannot become a status line, however the line goes on: who speaks another protocol
   * may wait for us, and never end it.
   */
  static void checkBeginning(LineReader line) throws FaultException {
    int known = Math.min(line.length(), STATUS_END);
    for (int i = 0; i < known; i++) {
      if (!isExpected(line.at(i), i)) {
        throw new FaultException(
            WireFaults.invalid(
                i <= MINOR
                    ? "it does not begin with HTTP/1.0 or HTTP/1.1"
                    : "its status is no number from 100 to 999"));
      }
    }
  }

  private static boolean isExpected(int octet, int index) {
    if (index < MINOR) {
      return octet == VERSION.charAt(index);
    }
    if (index == MINOR + 1) {
      return octet == ' ';
    }
    return octet >= (index == STATUS ? '1' : '0') && octet <= '9';
  }

  /** The status of a whole line; the space and the phrase behind it may be missing. */
  static int status(LineReader line) throws FaultException {
    checkBeginning(line);
    if (line.length() < STATUS_END
        || (line.length() > STATUS_END && line.at(STATUS_END) != ' ')
        || !FieldLines.isText(line, STATUS_END, line.length())) {
      throw new FaultException(WireFaults.invalid("its first line is no status line"));
    }
    return Integer.parseInt(line.text(STATUS, STATUS_END));
  }

  /** HTTP/1.0, which knows no chunks and closes unless it says otherwise. */
  static boolean isVersion10(LineReader line) {
    return line.at(MINOR) == '0';
  }
}
