package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows come while URLs still come, and both ends may go away. */
@Timeout(60)
class StreamingTest {
  private final Session session = new Session();

  /** Hands every flushed piece to the test. */
  private static final class Received extends OutputStream {
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      pieces.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
    }

    String await(String wanted) throws InterruptedException {
      StringBuilder all = new StringBuilder();
      while (all.indexOf(wanted) < 0) {
        all.append(pieces.take());
      }
      return all.toString();
    }
  }

  /** A pipe whose reader has gone. */
  private static final class Gone extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  /** {@code yes fake:a}. */
  private static final class Endless extends InputStream {
    private static final byte[] LINE = "fake:a\n".getBytes(StandardCharsets.UTF_8);
    private int at;

    @Override
    public int read() {
      return LINE[at++ % LINE.length];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      bytes[offset] = (byte) read();
      return 1;
    }
  }

  @Test
  void aSlowPipeDelaysNoRow() throws Exception {
    PipedOutputStream pipe = new PipedOutputStream();
    session.reading(new PipedInputStream(pipe));
    Received rows = new Received();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> session.writing(rows, Session.command("--format=csv", "-")));
    pipe.write("fake:first\n".getBytes(StandardCharsets.UTF_8));
    pipe.flush();
    rows.await("fake:first"); // while the pipe is open and says nothing
    pipe.write("fake:second".getBytes(StandardCharsets.UTF_8));
    pipe.close();
    rows.await("fake:second");
    assertEquals(0, code.get(30, TimeUnit.SECONDS));
  }

  @Test
  void aReaderThatHasGoneEndsAnEndlessRunQuietly() {
    session.reading(new Endless());
    assertEquals(1, session.writing(new Gone(), Session.command("-")));
    assertEquals("", session.err());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void aReaderThatHasGoneEndsARunThatWaits() {
    assertEquals(1, session.writing(new Gone(), Session.command("fake:a", "fake:wait")));
    assertEquals("", session.err());
  }

  @Test
  void aFullDiskIsSaid() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertEquals(1, session.writing(full, Session.command("fake:a")));
    assertTrue(
        session.err().contains("cannot write standard output: no space left on device"),
        session.err());
  }
}
