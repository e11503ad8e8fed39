package dev.fetchfold.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The URLs of a text: UTF-8, one a line, without surrounding white space; blank lines and those
 * that begin with {@code #} are skipped. A line is given as soon as it has come.
 */
final class Lines implements AutoCloseable {
  private static final int LONGEST = 65_536;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Reader reader;
  private final StringBuilder line = new StringBuilder();
  private long number;

  Lines(InputStream in) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /**
   * The next URL; waits for it.
   *
   * @return the URL, or empty at the end
   * @throws IOException if reading fails, or a line is too long to be one
   */
  Optional<String> next() throws IOException {
    while (readLine()) {
      String text = trimmed();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private boolean readLine() throws IOException {
    line.setLength(0);
    number++;
    int c = reader.read();
    boolean any = c >= 0;
    while (c >= 0 && c != '\n') {
      append((char) c);
      c = reader.read();
    }
    return any;
  }

  /** Endless input without a line end must not fill the memory. */
  private void append(char c) throws IOException {
    if (line.length() == LONGEST) {
      throw new IOException(
          "line " + number + " is longer than " + LONGEST + " characters, expected one URL a line");
    }
    line.append(c);
  }

  private String trimmed() {
    String text = line.toString();
    boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return (marked ? text.substring(1) : text).strip();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
