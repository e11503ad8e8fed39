package dev.fetchfold.agreement.soak;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The buffers of Netty in this JVM: Netty says of each that nobody has released where it was made.
 * By itself it looks after one buffer in 128, and tells a logger, which may tell nobody.
 */
final class Buffers {
  /**
   * An option of the JVM: where buffers are made is noted, what is done with them is not. Vert.x
   * switches the detector off unless it is there.
   */
  static final String OPTION = "-Dio.netty.leakDetection.level=simple";

  private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
  private static final long PAUSE_MILLIS = 20;

  private Buffers() {}

  /** To be called before the first buffer is made: there is one detector, made then. */
  static void watch() {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
  }

  /** Where each buffer was made that nobody has released and nobody can any more. */
  static List<String> leaks() throws InterruptedException {
    awaitCollection();
    awaitCollection(); // what the first has cleared has reached the detector by now
    ByteBufAllocator.DEFAULT.directBuffer(1).release(); // the detector looks when it is asked
    return List.copyOf(LEAKS);
  }

  private static void awaitCollection() throws InterruptedException {
    ReferenceQueue<Object> cleared = new ReferenceQueue<>();
    Reference<Object> sentinel = new PhantomReference<>(new Object(), cleared);
    try {
      do {
        System.gc();
      } while (cleared.remove(PAUSE_MILLIS) == null);
    } finally {
      Reference.reachabilityFence(sentinel);
    }
  }

  private static final class Detectors extends ResourceLeakDetectorFactory {
    @Override
    @SuppressWarnings("deprecation") // it is the one that has to be there
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return new Detector<>(resource);
    }
  }

  /** Looks after every resource, whatever the logger is. */
  private static final class Detector<T> extends ResourceLeakDetector<T> {
    Detector(Class<T> resource) {
      super(resource, 1);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      LEAKS.add(resource + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      LEAKS.add(resource);
    }
  }
}
