package dev.fetchfold.benchmarks.fork;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The memory of this process. */
final class Memory {
  private static final double MEBI = 1 << 20;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");

  private Memory() {}

  /** Heap in use after a collection, in MiB. */
  static double liveHeap() {
    System.gc();
    System.gc(); // what the first one has found unreachable may have had something to clean up
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEBI;
  }

  /** Resident memory now, in MiB; empty where the system does not say. */
  static OptionalDouble resident() {
    return ofStatus("VmRSS:");
  }

  /** Resident memory at most, in MiB; empty where the system does not say. */
  static OptionalDouble peakResident() {
    return ofStatus("VmHWM:");
  }

  /** Begins a new peak, where the system can. */
  static void resetPeak() {
    try {
      Files.writeString(CLEAR, "5");
    } catch (IOException e) {
      return; // then the peak is that of the process
    }
  }

  private static OptionalDouble ofStatus(String field) {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(field)) {
          return OptionalDouble.of(Double.parseDouble(line.replaceAll("\\D", "")) / 1024);
        }
      }
    } catch (IOException e) {
      return OptionalDouble.empty(); // not Linux
    }
    return OptionalDouble.empty();
  }
}
