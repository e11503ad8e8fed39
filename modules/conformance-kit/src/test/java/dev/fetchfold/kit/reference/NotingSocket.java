package dev.fetchfold.kit.reference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Notes that its peer has ended it: TLS over it does not tell an end that was announced by a
 * closure alert from one that was not (RFC 9112 §9.8).
 */
final class NotingSocket extends Socket {
  private @Nullable InputStream in;
  private volatile boolean ended;

  /** Whether a reader has met the end. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    InputStream present = in;
    if (present == null) {
      present = new Noting(super.getInputStream());
      in = present;
    }
    return present;
  }

  private final class Noting extends FilterInputStream {
    Noting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return noted(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return noted(super.read(bytes, offset, length));
    }

    private int noted(int read) {
      ended |= read < 0;
      return read;
    }
  }
}
