package dev.fetchfold.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** An output that keeps its first failure, since print streams and writers drop it. */
final class CheckedOutput extends FilterOutputStream {
  private Optional<IOException> failure = Optional.empty();

  CheckedOutput(OutputStream out) {
    super(out);
  }

  /** Why writing failed first, if it did. */
  Optional<IOException> failure() {
    return failure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure.or(() -> Optional.of(e));
      throw e;
    }
  }
}
