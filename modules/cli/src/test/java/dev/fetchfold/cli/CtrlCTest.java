package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ctrl-C cancels, prints what is there, and is told by the exit code. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class CtrlCTest {
  private static final int SIGINT = 2;

  @Test
  void theSummaryIsPrintedAndTheCodeIs130() throws Exception {
    assumeFalse(isInterruptIgnored(), "tests in the background of a shell cannot be interrupted");
    Process process = start("fetch", "--engine=fake", "--format=csv", "fake:a", "fake:wait");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.readLine();
      assertTrue(String.valueOf(out.readLine()).startsWith("0,fake:a,"));
      interrupt(process);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(err.startsWith("cancelled: 1 target in "), err);
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  /** By a shell, of what it starts in its background; children inherit it, up to our JVM. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .mapToLong(
                line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
            .anyMatch(signals -> (signals & 1L << (SIGINT - 1)) != 0);
  }

  private static Process start(String... args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().add("-cp");
    builder.command().add(System.getProperty("java.class.path"));
    builder.command().add(Main.class.getName());
    builder.command().addAll(java.util.List.of(args));
    return builder.start();
  }

  private static void interrupt(Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("kill", "-INT", pid).start().waitFor());
  }
}
