package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.Batch;
import dev.fetchfold.Headers;
import dev.fetchfold.Source;
import dev.fetchfold.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets are read lazily, and whoever waits for one can be interrupted. */
@Timeout(60)
@SuppressWarnings("InputStreamSlowMultibyteRead") // speed is not what is tested
class TargetSourceTest {
  private static final Headers HEADERS = Headers.of("A", "1", "B", "2");

  @Test
  void argumentsAloneAreOfKnownSize() {
    Batch batch = TargetSource.batch(List.of(new Input.Argument("a")), HEADERS);
    Source.Known known = assertInstanceOf(Source.Known.class, batch.source());
    assertEquals(HEADERS, known.targets().getFirst().headers());
  }

  @Test
  void noMoreIsReadThanIsAskedForAndALittleAhead() {
    AtomicLong read = new AtomicLong();
    Iterator<? extends Target> targets = iterator(counted(read));
    for (int i = 0; i < 10; i++) {
      assertEquals("u", targets.next().url());
    }
    // 1,024 lines wait in the queue, and what readers buffer in front of it
    assertEquals(0, read.get() / 100_000);
  }

  @Test
  void waitingForAPipeCanBeInterrupted() throws IOException {
    try (PipedOutputStream silent = new PipedOutputStream();
        PipedInputStream pipe = new PipedInputStream(silent)) {
      Iterator<? extends Target> targets = iterator(pipe);
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Thread asking = Thread.ofVirtual().start(() -> interrupted.complete(ask(targets)));
      asking.interrupt();
      assertEquals(true, interrupted.join());
    }
  }

  private static boolean ask(Iterator<? extends Target> targets) {
    assertThrows(TargetSource.Unreadable.class, targets::hasNext);
    return Thread.currentThread().isInterrupted();
  }

  @Test
  void anInputThatBreaksEndsTheSourceWithItsName() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }
        };
    Iterator<? extends Target> targets = iterator(broken);
    Exception e = assertThrows(TargetSource.Unreadable.class, targets::hasNext);
    assertEquals("cannot read standard input: input/output error", e.getMessage());
  }

  private static Iterator<? extends Target> iterator(InputStream in) {
    Batch batch = TargetSource.batch(List.of(new Input.Standard(in)), HEADERS);
    return assertInstanceOf(Source.Lazy.class, batch.source()).iterator();
  }

  private static InputStream counted(AtomicLong read) {
    return new InputStream() {
      @Override
      public int read() {
        return read.getAndIncrement() % 2 == 0 ? 'u' : '\n';
      }
    };
  }
}
