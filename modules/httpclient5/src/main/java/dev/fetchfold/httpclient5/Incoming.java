package dev.fetchfold.httpclient5;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;

/** What a connection reads from: notes the end, and stops a head that is too long. */
final class Incoming extends FilterInputStream {
  private long left = Long.MAX_VALUE;
  private boolean ended;

  Incoming(InputStream in) {
    super(in);
  }

  /** Whether the peer has ended the connection and a reader has met that end. */
  boolean ended() {
    return ended;
  }

  /** Reading more bytes than this throws, until {@link #unlimited()}. */
  void limit(long bytes) {
    left = bytes;
  }

  void unlimited() {
    left = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? -1 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(read);
    return read;
  }

  private void count(int read) throws MessageConstraintException {
    if (read < 0) {
      ended = true;
    } else if ((left -= read) < 0) {
      throw new MessageConstraintException("The head is too long");
    }
  }
}
