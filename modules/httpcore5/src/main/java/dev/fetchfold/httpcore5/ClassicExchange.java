package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.FaultException;
import dev.fetchfold.support.ReplyBuffer;
import dev.fetchfold.support.ReplyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One request and its reply over a connection. */
final class ClassicExchange {
  /** A virtual thread that always finds bytes keeps its carrier until it yields. */
  private static final int READS_IN_A_ROW = 64;

  private final Connection connection;
  private final Attempt attempt;
  private final ReplyBuffer buffer;
  private final ReplyReader reader;
  private Optional<IOException> unsent = Optional.empty();
  private boolean surplus;

  ClassicExchange(
      Connection connection, FetcherConfig config, Attempt attempt, ReplyBuffer buffer) {
    this.connection = connection;
    this.attempt = attempt;
    this.buffer = buffer;
    this.reader = new ReplyReader(attempt.method(), config.maxHeaderBytes(), buffer);
  }

  /** Sends and receives, blocking; the reply is whole when this returns. */
  @SuppressWarnings("ThreadPriorityCheck") // yielding is what is meant
  Reply.Received run() throws IOException, FaultException {
    send();
    byte[] piece = connection.firstPiece();
    for (int reads = 1; !reader.isWhole(); reads++) {
      int read = receive(piece);
      piece = read == piece.length ? connection.nextPiece(piece) : piece;
      if (reads % READS_IN_A_ROW == 0) {
        Thread.yield();
      }
    }
    return buffer.end();
  }

  /** Whether the next request may use the connection (CONN-01). */
  boolean leavesConnectionUsable() {
    return reader.isKeptOpen() && unsent.isEmpty() && !surplus; // CONN-05, SEC-06
  }

  /** A server may reply and close before it has read the whole request: the reply is read then. */
  private void send() {
    try {
      for (ByteBuffer part : Http1.request(attempt)) {
        connection.send(part);
      }
    } catch (IOException e) {
      unsent = Optional.of(e);
    }
  }

  private int receive(byte[] piece) throws IOException, FaultException {
    int read = read(piece);
    if (read < 0) {
      reader.end();
    } else {
      ByteBuffer bytes = ByteBuffer.wrap(piece, 0, read);
      reader.read(bytes);
      surplus = bytes.hasRemaining();
    }
    return read;
  }

  /** What ended the request ended the connection too: a reset is told once, then it is an end. */
  private int read(byte[] piece) throws IOException {
    try {
      int read = connection.receive(piece);
      if (read < 0 && unsent.isPresent()) {
        throw unsent.get();
      }
      return read;
    } catch (IOException e) {
      throw unsent.orElse(e);
    }
  }
}
