package dev.fetchfold.cli;

import java.io.IOException;
import java.io.PrintStream;

/** The last line of a terminal, drawn over and over. Safe for use by many threads. */
public final class StatusLine {
  private static final String CLEARED = "\r\u001b[K";

  private final PrintStream terminal;
  private final Streams.FarEnd farEnd;
  private String shown = "";

  /**
   * The line of a command.
   *
   * @param streams standard error is where it is drawn, if that is a terminal
   */
  public StatusLine(Streams streams) {
    this.terminal = streams.err();
    this.farEnd = streams.errEnd();
  }

  /** Something written to the same terminal. */
  @FunctionalInterface
  interface Writing {
    /**
     * Writes.
     *
     * @throws IOException if that fails
     */
    void write() throws IOException;
  }

  /**
   * Draws a text in place of the last one.
   *
   * @param text one line, no wider than the terminal
   */
  public synchronized void show(String text) {
    if (farEnd == Streams.FarEnd.TERMINAL && !text.equals(shown)) {
      terminal.print(CLEARED + text);
      terminal.flush();
      shown = text;
    }
  }

  /** Leaves the line empty. */
  public synchronized void clear() {
    show("");
  }

  /**
   * Lets something else be written where the line stands, which is drawn anew below it.
   *
   * @param writing what writes whole lines
   * @throws IOException if it does
   */
  synchronized void above(Writing writing) throws IOException {
    String below = shown;
    clear();
    writing.write();
    show(below);
  }
}
