package dev.fetchfold.agreement.soak;

import io.netty.buffer.ByteBufAllocator;

/** As {@link Soak}, but for one buffer that nobody releases. */
final class LeakySoak {
  private LeakySoak() {}

  /** The same arguments. */
  public static void main(String[] args) throws Exception {
    Buffers.watch();
    ByteBufAllocator.DEFAULT.directBuffer(16);
    Soak.main(args);
  }
}
