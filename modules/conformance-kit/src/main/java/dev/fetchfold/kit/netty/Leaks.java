package dev.fetchfold.kit.netty;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Netty's own detector of buffers that nobody released, at its strictest. There is one in a JVM, so
 * one test at a time may watch; and it must do so before it opens a fetcher.
 */
public final class Leaks implements AutoCloseable {
  private static final Logger DETECTOR = Logger.getLogger(ResourceLeakDetector.class.getName());
  private static final String SENTINEL = "leaked on purpose";

  static {
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE); // where Leaks listens
    // Vert.x turns the detector off when it is loaded, unless somebody has asked for it like this.
    System.setProperty("io.netty.leakDetection.level", "paranoid");
  }

  private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
  private final Handler listener = new Listener();
  private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
  private volatile boolean sentinelFound;

  private Leaks() {}

  /**
   * Begins to watch.
   *
   * @return what is found from here on
   */
  public static Leaks watch() {
    Leaks leaks = new Leaks();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    DETECTOR.addHandler(leaks.listener);
    DETECTOR.setUseParentHandlers(false);
    return leaks;
  }

  /**
   * Leaks one buffer on purpose, and waits until the detector has found that one.
   *
   * @return what else it has found
   */
  public List<String> found() {
    sentinelFound = false;
    ByteBufAllocator.DEFAULT.buffer(16).touch(SENTINEL);
    while (!sentinelFound) {
      System.gc();
      ByteBufAllocator.DEFAULT.buffer(16).release(); // the detector looks when it is asked
    }
    return List.copyOf(leaks);
  }

  /** Sets the detector back to what it was. */
  @Override
  public void close() {
    DETECTOR.removeHandler(listener);
    DETECTOR.setUseParentHandlers(true);
    ResourceLeakDetector.setLevel(before);
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord record) {
      if (record.getMessage().contains(SENTINEL)) {
        sentinelFound = true;
      } else {
        leaks.add(record.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
