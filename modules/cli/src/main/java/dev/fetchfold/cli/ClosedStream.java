package dev.fetchfold.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What stands for a standard stream that the process was started without. */
final class ClosedStream {
  private static final String CLOSED = "it is closed";

  private ClosedStream() {}

  /** Cannot be read. */
  static final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException(CLOSED);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw new IOException(CLOSED);
    }
  }

  /** Cannot be written, which flushing tells before there is something to write. */
  static final class Output extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException(CLOSED);
    }

    @Override
    public void flush() throws IOException {
      throw new IOException(CLOSED);
    }
  }
}
