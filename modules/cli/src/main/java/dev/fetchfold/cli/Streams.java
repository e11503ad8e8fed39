package dev.fetchfold.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param in standard input
 * @param out standard output; unlike {@link System#out} it reports a broken pipe
 * @param err standard error, UTF-8
 * @param outEnd what standard output leads to
 * @param errEnd what standard error leads to
 * @param columns the width of the terminal, or what to assume where there is none
 */
public record Streams(
    InputStream in, OutputStream out, PrintStream err, FarEnd outEnd, FarEnd errEnd, int columns) {

  /** What a stream leads to. */
  public enum FarEnd {
    /** A person who looks at it. */
    TERMINAL,
    /** A file or another program. */
    PIPE,
    /** Nothing: the process was started without it. */
    CLOSED
  }

  /**
   * Those of this process.
   *
   * @return the streams, unbuffered
   */
  public static Streams ofProcess() {
    return new Streams(
        StandardStream.in(),
        StandardStream.out(),
        new PrintStream(StandardStream.err(), true, StandardCharsets.UTF_8),
        StandardStream.OUT.farEnd(),
        StandardStream.ERR.farEnd(),
        Math.clamp(Integer.getInteger("fetchfold.columns", 100), 60, 200));
  }

  /**
   * The same streams, standard output being another one.
   *
   * @param instead what takes its place
   * @return new streams
   */
  Streams out(OutputStream instead) {
    return new Streams(in, instead, err, outEnd, errEnd, columns);
  }

  /**
   * A writer of text for people on standard output.
   *
   * @return a new stream, UTF-8, flushed at every line
   */
  public PrintStream text() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }
}
