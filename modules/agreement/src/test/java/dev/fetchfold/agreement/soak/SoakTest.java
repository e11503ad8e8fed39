package dev.fetchfold.agreement.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Fetchers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every engine endures: a tenth of the plan in every build, all of it with {@code -P soak}. The
 * seed is printed, and {@code -Dfetchfold.soak.seed} sets it.
 */
class SoakTest {
  private static final Path DIRECTORY = Path.of("target", "soak");

  /** Only a hang takes as long. */
  private static final long PATIENCE_MINUTES = 30;

  private static final Plan PLAN = plan();
  private static final List<JsonObject> REPORTS = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> engines() {
    System.out.println("soak: " + PLAN);
    return Fetchers.names().stream()
        .map(engine -> DynamicTest.dynamicTest(engine, () -> soak(engine)));
  }

  @AfterAll
  static void writeReport() throws IOException {
    Files.createDirectories(DIRECTORY);
    Path json = DIRECTORY.resolve("soak.json");
    Files.write(json, REPORTS.stream().map(JsonObject::encode).toList());
    Files.writeString(DIRECTORY.resolve("soak.md"), SoakTable.of(PLAN, REPORTS));
  }

  /** Of every JVM that is soaked; with Vert.x, whose default is to look after no buffer at all. */
  @Test
  void oneBufferThatNobodyReleasesIsAFault() throws Exception {
    Plan small = new Plan(1, 4, 20, 10, 20);
    Ended ended = run(LeakySoak.class, "vertx", small);
    assertEquals(1, ended.status(), ended::text);
    assertEquals(List.of(1), ended.reports().map(report -> report.getInteger("faults")).toList());
    assertTrue(ended.text().contains("a buffer that nobody has released: ByteBuf"), ended::text);
    assertTrue(ended.text().contains(LeakySoak.class.getName() + ".main"), ended::text);
  }

  /** How a child JVM ended, and what it printed. */
  private record Ended(int status, List<String> log) {
    Stream<JsonObject> reports() {
      return log.stream()
          .filter(line -> line.startsWith(Soak.REPORT))
          .map(line -> new JsonObject(line.substring(Soak.REPORT.length())));
    }

    String text() {
      return String.join("\n", log);
    }
  }

  private static void soak(String engine) throws IOException, InterruptedException {
    Ended ended = run(Soak.class, engine, PLAN);
    ended.reports().forEach(REPORTS::add);
    assertEquals(0, ended.status(), () -> engine + ", " + PLAN + "\n" + ended.text());
  }

  private static Ended run(Class<?> main, String engine, Plan plan)
      throws IOException, InterruptedException {
    Files.createDirectories(DIRECTORY);
    Path log = DIRECTORY.resolve(main.getSimpleName() + "-" + engine + ".log");
    Process process =
        new ProcessBuilder(command(main, engine, plan))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      assertTrue(ended, () -> engine + " hangs, see " + log);
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readAllLines(log));
  }

  /** Small, so that what is left behind is soon felt. */
  private static List<String> command(Class<?> main, String engine, Plan plan) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"));
    command.add("-XX:MarkSweepAlwaysCompactCount=1"); // or a GC leaves dead objects and counts them
    command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
    command.add(Buffers.OPTION);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(engine);
    command.addAll(plan.arguments());
    return command;
  }

  private static Plan plan() {
    long seed =
        Long.getLong("fetchfold.soak.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    return Boolean.getBoolean("fetchfold.soak.full") ? Plan.full(seed) : Plan.tenth(seed);
  }
}
