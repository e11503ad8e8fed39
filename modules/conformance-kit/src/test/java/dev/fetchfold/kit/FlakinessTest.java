package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code flakiness} counts right, in a project whose JDK is a script. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class FlakinessTest {
  private static final String KIT = "modules/conformance-kit/";

  @TempDir private Path project = Path.of("");

  @BeforeEach
  void makeAProjectOfTwoEngines() throws Exception {
    Files.createDirectories(project.resolve(KIT));
    Files.copy(Path.of("flakiness"), project.resolve(KIT + "flakiness"));
    write(KIT + "FLAKINESS.md", "");
    write(".gitignore", "target/\n");
    write("fetchfold", "#!/bin/sh\necho \"$PWD/jdk\"\n");
    write("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
    java("exit 0");
    for (String engine : List.of("alpha", "beta")) {
      String module = engine + "-impl/";
      write(module + "src/test/java/dev/fetchfold/" + engine + "/SomeConformanceTest.java", "");
      write(module + "target/test.classpath", "some.jar\n");
    }
    run("git", "init", "-q");
    commit();
  }

  @Test
  void runsAreSharedOutOverJvms() throws Exception {
    java("echo \"$@\" | grep -o 'repeat=[0-9]*' >>target/calls");
    assertTrue(
        flakiness("-n", "25", "-m", "0", "alpha").endsWith("| alpha | normal | 25 | none |"));
    List<String> calls = Files.readAllLines(project.resolve("alpha-impl/target/calls"));
    assertEquals(List.of("repeat=10", "repeat=10", "repeat=5"), calls);
  }

  @Test
  void aCheckThatIsRedNowAndThenCountsAsOftenAsItWas() throws Exception {
    java("echo 'BOUND-01 aCheck [fetch] FLAKY 3/4'; echo 'SEC-01 b [iterate] FAIL 0/4'; exit 1");
    String tally = flakiness("-n", "8", "-m", "0", "-r", "4", "beta");
    assertTrue(
        tally.endsWith(
            "| beta | normal | 8 | SEC-01 b [iterate]: 8<br>BOUND-01 aCheck [fetch]: 2 |"),
        tally);
  }

  @Test
  void aRunInAJvmOfItsOwnCountsOnce() throws Exception {
    java("echo 'BOUND-01 aCheck [fetch] FAIL'; exit 1");
    String tally = flakiness("-n", "3", "-m", "0", "-r", "1", "beta");
    assertTrue(tally.endsWith("| beta | normal | 3 | BOUND-01 aCheck [fetch]: 3 |"), tally);
  }

  @Test
  void aJvmThatDiesIsNoGreenOne() throws Exception {
    java("echo '# A fatal error has been detected'; exit 134");
    String tally = flakiness("-n", "10", "-m", "0", "alpha");
    assertTrue(tally.endsWith("| 10 | no result: the JVM ended with status 134: 1 |"), tally);
  }

  @Test
  void aBusyMachineIsARowOfItsOwn() throws Exception {
    String tally = flakiness("-n", "2", "-m", "1");
    List<String> rows =
        tally.lines().map(FlakinessTest::counted).filter(s -> !s.isEmpty()).toList();
    assertEquals(
        List.of("alpha normal 2", "alpha busy 1", "beta normal 2", "beta busy 1"), rows, tally);
  }

  @Test
  void recordsAreAddedToThoseOfEarlierDays() throws Exception {
    flakiness("-a", "-n", "1", "-m", "0", "alpha");
    flakiness("-a", "-n", "2", "-m", "0", "alpha");
    List<String> rows = Files.readAllLines(project.resolve(KIT + "FLAKINESS.md"));
    String commit = run("git", "describe", "--always").strip();
    assertEquals(2, rows.size(), rows::toString);
    assertTrue(rows.get(0).contains(" | " + commit + " | "), rows::toString);
    assertTrue(rows.get(1).contains(" processors, JDK 25.0.1 | alpha | normal | 2 | none |"));
  }

  @Test
  void whatIsNotCommittedIsNotRecorded() throws Exception {
    write("alpha-impl/changed", "");
    Process process = start("-a", "-n", "1", "-m", "0", "alpha");
    String said = output(process);
    assertEquals(1, process.waitFor());
    assertTrue(said.contains("commit what you changed first"), said);
    assertFalse(Files.readString(project.resolve(KIT + "FLAKINESS.md")).contains("alpha"));
  }

  /** Engine, load and number of runs of a row; empty if it is none. */
  private static String counted(String line) {
    Matcher row =
        Pattern.compile(".*JDK 25.0.1 \\| (\\w+) \\| (\\w+) \\| (\\d+) \\|.*").matcher(line);
    return row.matches() ? row.group(1) + " " + row.group(2) + " " + row.group(3) : "";
  }

  /** What the script prints, without the last line's end. */
  private String flakiness(String... arguments) throws Exception {
    Process process = start(arguments);
    String printed = output(process);
    assertEquals(0, process.waitFor(), printed);
    return printed.strip();
  }

  private Process start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(project.resolve(KIT + "flakiness").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FETCHFOLD_MAVEN", "true");
    builder.environment().remove("FETCHFOLD_KIT_OPTS");
    return builder.start();
  }

  private void java(String script) throws Exception {
    write("jdk/bin/java", "#!/bin/bash\n" + script + "\n");
    commit();
  }

  private void commit() throws Exception {
    if (Files.exists(project.resolve(".git"))) {
      run("git", "add", "-A");
      run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "all");
    }
  }

  private void write(String path, String text) throws Exception {
    Path file = project.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private String run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start();
    String printed = output(process);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  private static String output(Process process) throws Exception {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
