package dev.fetchfold.kit.rules.props;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The kit's own measure of the machine that it runs on (K5): waits for a moment, makes a connection
 * to itself, reads a byte from it, and again. What that takes beyond the moment is lateness, which
 * a fetcher beside it has no smaller.
 *
 * <p>A check says that it measures time by {@link #watch}, and a thread starts then, unless there
 * is one; it ends when nobody has said so for a while. The thread alone writes samples, checks read
 * them, both under the monitor.
 */
final class ReferenceTimer implements EnoughTime.Lateness {
  static final ReferenceTimer SHARED = new ReferenceTimer();

  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long WHILE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Deque<Sample> samples = new ArrayDeque<>();
  private long round = System.nanoTime();
  private long watched;
  private boolean running;

  private ReferenceTimer() {}

  private record Sample(long end, long late) {}

  @Override
  public synchronized void watch() {
    watched = System.nanoTime();
    if (!running) {
      running = true;
      round = watched;
      Thread.ofPlatform().daemon().name("kit-reference-timer").start(this::run);
    }
  }

  @Override
  public synchronized Duration since(long nanoTime) {
    long longest = running ? late() : 0; // of the round that is not over
    for (Sample sample : samples) {
      if (sample.end() - nanoTime >= 0) {
        longest = Math.max(longest, sample.late());
      }
    }
    return Duration.ofNanos(longest);
  }

  private void run() {
    try (ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().name("kit-reference").start(() -> answer(listener));
      while (begin()) {
        LockSupport.parkNanos(MOMENT_NANOS);
        ask(listener);
        end();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(ServerSocket listener) {
    try {
      while (true) {
        try (Socket socket = listener.accept()) {
          socket.getOutputStream().write(1);
        }
      }
    } catch (IOException closed) {
      // The timer has ended, and its listener with it.
    }
  }

  private static void ask(ServerSocket listener) throws IOException {
    try (Socket socket = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
      if (socket.getInputStream().read() != 1) {
        throw new IOException("the reference server has answered something else");
      }
      socket.setSoLinger(true, 0); // leaves nothing that waits to be forgotten
    }
  }

  /** Says whether there is another round. */
  private synchronized boolean begin() {
    round = System.nanoTime();
    running = round - watched < WHILE_NANOS;
    return running;
  }

  private synchronized void end() {
    long now = System.nanoTime();
    samples.add(new Sample(now, late()));
    while (now - samples.getFirst().end() > WHILE_NANOS) {
      samples.removeFirst();
    }
  }

  private long late() {
    return Math.max(0, System.nanoTime() - round - MOMENT_NANOS);
  }
}
