package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams that are closed, as daemons and job runners start programs, or full. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ClosedStreamsTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Path LAUNCHER = Path.of("../../fetchfold").toAbsolutePath().normalize();

  @TempDir private Path directory = Path.of("");

  /** What came of a command: its exit code, and its standard streams as far as they were open. */
  private record Ran(int code, String out, String err) {}

  /** The JVM without the launcher. */
  private static String direct() {
    return "'"
        + JAVA
        + "' -cp '"
        + System.getProperty("java.class.path")
        + "' "
        + Main.class.getName();
  }

  private Ran run(String command, String redirections) throws Exception {
    Path out = Files.writeString(directory.resolve("out"), "");
    Path err = Files.writeString(directory.resolve("err"), "");
    String script = command + " 0</dev/null 1>'" + out + "' 2>'" + err + "' " + redirections;
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", script);
    builder.environment().put("TESTED", System.getProperty("java.class.path"));
    builder.redirectErrorStream(true);
    Process process = builder.start();
    String shell = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    return new Ran(code, Files.readString(out), Files.readString(err) + shell);
  }

  @Test
  void openOnesAreUsed() throws Exception {
    Ran ran = run(direct() + " fetch --engine=fake --format=csv fake:a -", "");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(2, ran.out().lines().count(), ran.out());
    assertTrue(ran.err().startsWith("1 target in "), ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"engines", "--help", "--version", "fetch --engine=fake fake:a", "serve --port=0"})
  void anOutputThatIsClosedOrFullIsSaid(String command) throws Exception {
    Ran closed = run(direct() + " " + command, ">&-");
    assertEquals(1, closed.code(), closed.err());
    assertTrue(
        closed.err().contains("fetchfold: cannot write standard output: it is closed"),
        closed.err());
    Ran full = run(direct() + " " + command, ">/dev/full");
    assertEquals(1, full.code(), full.err());
    assertTrue(
        full.err().contains("fetchfold: cannot write standard output: no space left on device"),
        full.err());
  }

  @Test
  void nothingIsFetchedForAnOutputThatIsClosed() throws Exception {
    Ran ran = run(direct() + " fetch --engine=fake --format=jsonl fake:wait", ">&-");
    assertEquals(1, ran.code(), ran.err());
    assertTrue(ran.err().startsWith("ended early: 0 targets"), ran.err());
  }

  @Test
  void anOutputThatIsNotNeededMayBeClosed() throws Exception {
    Path rows = directory.resolve("rows");
    Ran ran = run(direct() + " fetch --engine=fake fake:a --output '" + rows + "'", ">&- <&-");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(2, Files.readAllLines(rows).size());
  }

  @Test
  void anInputThatIsClosedIsSaid() throws Exception {
    Ran ran = run(direct() + " fetch --engine=fake --format=csv fake:a -", "<&-");
    assertEquals(1, ran.code(), ran.err());
    assertEquals(2, ran.out().lines().count(), ran.out());
    assertTrue(
        ran.err().contains("fetchfold: cannot read standard input: it is closed"), ran.err());
  }

  @ParameterizedTest
  @CsvSource({
    "2>&-, 0, 2",
    "<&- 2>&-, 1, 2",
    "2>&- >&-, 1, 0",
    "<&- >&- 2>&-, 1, 0",
    "<&- >&-, 1, 0"
  })
  void theExitCodeIsLeft(String redirections, int code, int rows) throws Exception {
    Ran ran = run(direct() + " fetch --engine=fake --format=csv fake:a -", redirections);
    assertEquals(code, ran.code(), ran.err());
    assertEquals(rows, ran.out().lines().count(), ran.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {">&-", ">&- <&-", ">&- 2>&-", "<&-", "<&- >&- 2>&-"})
  void theLauncherPutsNullInTheirPlace(String redirections) throws Exception {
    Ran ran = run(launched() + " fetch --engine=fake --format=csv fake:a -", redirections);
    assertEquals(1, ran.code(), ran.err());
    assertEquals(redirections.contains("2>"), ran.err().isEmpty(), ran.err());
  }

  @Test
  void argumentsAreUtf8WhereTheLocaleSaysNothing() throws Exception {
    Ran ran =
        run("LC_ALL=C " + launched() + " fetch --engine=fake --format=csv fake:k\u00e4se", "");
    assertTrue(ran.out().contains("0,fake:k\u00e4se,"), ran.out() + ran.err());
  }

  /** A copy of the launcher whose Maven builds nothing, and whose JDK runs what is tested. */
  private String launched() throws IOException {
    Path launcher = Files.copy(LAUNCHER, directory.resolve("fetchfold"));
    Path home = directory.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/javac"), "exit 1");
    script(
        home.resolve("bin/java"),
        "while [ \"$1\" != -cp ]; do flags+=(\"$1\"); shift; done; shift 2",
        "exec '" + JAVA + "' \"${flags[@]}\" -cp \"$TESTED\" \"$@\"");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"99\"\n");
    Path tools = Files.createDirectories(directory.resolve("tools"));
    script(
        tools.resolve("mvn"),
        "mkdir -p modules/cli/target/lib",
        "touch modules/cli/target/lib/x.jar modules/cli/target/fetchfold-cli-0.jar");
    return "JAVA_HOME='" + home + "' PATH='" + tools + ":/usr/bin:/bin' '" + launcher + "'";
  }

  private static void script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + String.join("\n", List.of(lines)) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
