package dev.fetchfold.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files and sockets this process may have open at once: on Unix, where the JVM raises its
 * limit as far as it may ({@code ulimit -Hn}).
 */
final class OpenFiles {
  /** For rows, bodies, names being looked up, connections that are being closed. */
  private static final int SPARE = 16;

  /** An event loop has a selector and what wakes it. */
  private static final int PER_PROCESSOR = 4;

  private final long most;
  private final long open;

  private OpenFiles(long most, long open) {
    this.most = most;
    this.open = open;
  }

  /**
   * Those of now. Opens what is opened late otherwise, every file of the class path, so that what
   * is left is for connections, and no class is missing when nothing is left.
   *
   * @return empty where the system does not tell
   */
  static Optional<OpenFiles> ofProcess() {
    ClassLoader.getSystemResource("no such file"); // is looked for in each
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? Optional.of(
            new OpenFiles(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount()))
        : Optional.empty();
  }

  /**
   * How many connections may be open beside what else is needed.
   *
   * @return one or more
   */
  int connections() {
    long processors = Runtime.getRuntime().availableProcessors();
    long left = most - open - SPARE - PER_PROCESSOR * processors;
    return Math.clamp(left, 1, Integer.MAX_VALUE);
  }

  /** The limit, and how many are open now. */
  @Override
  public String toString() {
    return "this process may have "
        + most
        + " files and sockets open at once (ulimit -n), and has "
        + open;
  }
}
