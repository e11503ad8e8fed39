package dev.fetchfold.cli;

import java.io.OutputStream;
import java.util.Optional;

/**
 * Where rows go.
 *
 * @param name what to call it in a message
 * @param out the stream, already open
 * @param farEnd whether a person looks at it
 */
record Sink(String name, OutputStream out, Streams.FarEnd farEnd) {

  /**
   * Standard output.
   *
   * @param streams of the command
   * @return the sink
   */
  static Sink standard(Streams streams) {
    return new Sink("standard output", streams.out(), streams.outEnd());
  }

  /**
   * Begins to write.
   *
   * @param line the status line, which gives way if it is on the same terminal
   * @param onFailure called once, if writing fails in the background
   * @return the output, to be closed
   */
  RowOutput open(StatusLine line, Runnable onFailure) {
    Optional<StatusLine> beside =
        farEnd == Streams.FarEnd.TERMINAL ? Optional.of(line) : Optional.empty();
    return new RowOutput(out, beside, onFailure);
  }
}
