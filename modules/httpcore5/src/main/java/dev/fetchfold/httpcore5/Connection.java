package dev.fetchfold.httpcore5;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/** One connection that is open, with its handshake done; used by one call at a time. */
final class Connection implements ModalCloseable {
  /** Small: 10,000 connections wait at a time, each with its own. */
  private static final int FIRST_PIECE = 4 << 10;

  /** What a record of TLS holds. */
  private static final int LARGEST_PIECE = 16 << 10;

  private final Wire wire;
  private final Optional<SSLSocket> tls;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] first = new byte[FIRST_PIECE];

  private Connection(Wire wire, Optional<SSLSocket> tls, InputStream in, OutputStream out) {
    this.wire = wire;
    this.tls = tls;
    this.in = in;
    this.out = out;
  }

  static Connection plain(Wire wire) {
    return new Connection(wire, Optional.empty(), wire.getInputStream(), wire.getOutputStream());
  }

  static Connection secure(Wire wire, SSLSocket tls) throws IOException {
    return new Connection(wire, Optional.of(tls), tls.getInputStream(), tls.getOutputStream());
  }

  /** Sends what remains, piece by piece, since an abort may come between two of them. */
  void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), LARGEST_PIECE);
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.position() + length);
    }
  }

  /** Where to receive the beginning of a reply. */
  byte[] firstPiece() {
    return first;
  }

  /** Where to receive what comes after a piece that was full. */
  byte[] nextPiece(byte[] full) {
    return full.length < LARGEST_PIECE ? new byte[LARGEST_PIECE] : full;
  }

  /**
   * Waits until something has come.
   *
   * @return how many bytes; -1 at an end in order
   * @throws IOException if the connection ended otherwise, also by the end of a TLS session that
   *     was not closed (RFC 9112 §9.8)
   */
  int receive(byte[] piece) throws IOException {
    int read = in.read(piece);
    if (read < 0 && tls.isPresent() && wire.hasEnded()) {
      throw new EOFException("The TLS session was not closed"); // OUT-04
    }
    return read;
  }

  /**
   * Whether a rested connection may carry a request: open, and nothing has come meanwhile, neither
   * bytes (SEC-06) nor the end. Does not wait. TLS deals with messages of its own, such as tickets.
   */
  boolean isUsable() {
    try {
      wire.stopWaiting();
      in.read(first, 0, 1);
      return false;
    } catch (SocketTimeoutException e) {
      return waitsAgain();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean waitsAgain() {
    try {
      wire.waitAgain();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** GRACEFUL ends it in order, without waiting for the peer; IMMEDIATE resets it. */
  @Override
  public void close(CloseMode mode) {
    if (mode == CloseMode.GRACEFUL) {
      part();
    } else {
      wire.reset();
    }
  }

  private void part() {
    try (wire) {
      if (tls.isPresent()) {
        tls.get().shutdownOutput();
      }
    } catch (IOException e) {
      // It has ended already, which is what was wanted.
    }
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }
}
