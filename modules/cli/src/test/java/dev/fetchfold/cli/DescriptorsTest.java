package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.Identity;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fewer file descriptors than the concurrency needs: no row is lost, and no server is blamed. */
@Timeout(240)
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {
  private static final int LIMIT = 160;
  private static final int TARGETS = 200;

  private final Gate gate = new Gate();
  private final OriginServer server =
      OriginServer.startTls(Identity.TRUSTED)
          .on("/held", Script.gated(gate, Script.text("ok")))
          .on("/", Script.text("ok"));

  @TempDir private Path directory = Path.of("");

  @AfterEach
  void close() {
    gate.open();
    server.close();
  }

  private Process start(String... command) throws Exception {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("bash", "-c", "ulimit -n " + LIMIT + "; exec \"$@\"", "bash"));
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    all.add("--enable-native-access=ALL-UNNAMED");
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(command));
    return new ProcessBuilder(all).redirectError(directory.resolve("err").toFile()).start();
  }

  private Path authority() throws Exception {
    byte[] certificate = Identity.authority().getAcceptedIssuers()[0].getEncoded();
    String text = Base64.getMimeEncoder().encodeToString(certificate);
    return Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  private String err() throws Exception {
    return Files.readString(directory.resolve("err"));
  }

  /** What it said before, too. */
  private static String awaitLine(BufferedReader out, List<String> lines, String part)
      throws Exception {
    String line = out.readLine();
    while (line != null) {
      lines.add(line);
      if (line.contains(part)) {
        return line;
      }
      line = out.readLine();
    }
    throw new AssertionError("no line with \"" + part + "\" in " + lines);
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual", "threads", "futures", "rxjava", "reactor", "vertx"})
  void anEngineSaysThatNoneWereLeft(String engine) throws Exception {
    Process process =
        start(Starved.class.getName(), engine, server.url("/held"), Integer.toString(TARGETS));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = new ArrayList<>();
      awaitLine(out, lines, "ulimit -n");
      gate.open();
      awaitLine(out, lines, "end EXHAUSTED");
      assertEquals(TARGETS + 1, lines.size(), lines::toString);
      Set<String> what =
          lines.stream().map(line -> line.replaceFirst("^\\d+ ", "")).collect(Collectors.toSet());
      what.removeIf(line -> line.equals("200") || line.startsWith("CONNECT this process has no"));
      assertEquals(Set.of("end EXHAUSTED"), what);
      assertEquals("0 200", awaitLine(out, lines, "0 ")); // nothing is broken for good
      awaitLine(out, lines, "closed");
      assertEquals("", err());
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"virtual", "threads", "futures", "rxjava", "reactor", "vertx"})
  void theCommandLineWaitsInstead(String engine) throws Exception {
    Path list = directory.resolve("urls");
    Files.writeString(list, (server.url("/") + "\n").repeat(TARGETS));
    Process process =
        start(
            Main.class.getName(),
            "fetch",
            "--engine=" + engine,
            "--format=csv",
            "--concurrency=" + TARGETS,
            "--per-origin=" + TARGETS,
            "--retries=0",
            "--connect-timeout=60s",
            "--cacert=" + authority(),
            "@" + list);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> rows = out.lines().skip(1).toList();
      assertEquals(TARGETS, rows.size());
      assertTrue(rows.stream().allMatch(row -> row.contains(",200,")), rows::toString);
      assertEquals(0, process.waitFor(), err());
      assertTrue(err().startsWith("fetchfold: --concurrency is " + TARGETS + ", but this"), err());
      assertFalse(err().contains("\tat "), err());
    } finally {
      process.destroyForcibly();
    }
  }
}
