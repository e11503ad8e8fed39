package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher finds a JDK, whatever is in the environment. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../../fetchfold").toAbsolutePath().normalize();

  @TempDir private Path directory = Path.of("");

  @Test
  void javaHomeIsTakenIfItIsNewEnough() throws Exception {
    Path home = jdk("of choice", "21.0.1");
    assertEquals(home.toString(), found(LAUNCHER, home, directory));
  }

  @Test
  void anOlderOneIsPassedOver() throws Exception {
    Path old = jdk("old", "17.0.15");
    jdk(".sdkman/candidates/java/x", "999");
    String found = found(LAUNCHER, old, directory);
    assertTrue(Files.isExecutable(Path.of(found, "bin", "javac")), found);
    assertTrue(!found.equals(old.toString()), found);
  }

  @Test
  void toolchainsAreRead() throws Exception {
    Path home = jdk("in toolchains", "999");
    Path settings = Files.createDirectories(directory.resolve(".m2"));
    Files.writeString(
        settings.resolve("toolchains.xml"), "<a>\n <jdkHome> " + home + " </jdkHome></a>\n");
    assertEquals(home.toString(), found(LAUNCHER, directory, directory));
  }

  @Test
  void itMayBeALinkInADirectoryWithSpaces() throws Exception {
    Path link = Files.createDirectories(directory.resolve("a b")).resolve("ff");
    Files.createSymbolicLink(link, LAUNCHER);
    Path home = jdk("jdk", "25");
    assertEquals(home.toString(), found(link, home, directory));
  }

  @Test
  void aBuildThatFailsIsExplained() throws Exception {
    String said = buildingWith("echo '[ERROR] no such thing'; exit 1");
    assertTrue(said.contains("the build failed with exit code 1"), said);
    assertTrue(said.contains("[ERROR] no such thing"), said);
  }

  @Test
  void aBuildThatIsKilledIsSaidToBe() throws Exception {
    String said = buildingWith("kill -9 $$");
    assertTrue(said.contains("killed by signal 9"), said);
  }

  /** What a copy of the launcher says whose Maven is a script. */
  private String buildingWith(String maven) throws Exception {
    Path home = jdk("jdk", "25");
    Path launcher = Files.copy(LAUNCHER, directory.resolve("fetchfold"));
    Path tools = Files.createDirectories(directory.resolve("tools"));
    Path mvn = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\n" + maven + "\n");
    assertTrue(mvn.toFile().setExecutable(true));
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "engines");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", home.toString());
    builder.environment().put("PATH", tools + ":/usr/bin:/bin");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), said);
    return said;
  }

  /** What looks like one. */
  private Path jdk(String name, String version) throws Exception {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Path file = Files.createFile(home.resolve("bin").resolve(tool));
      assertTrue(file.toFile().setExecutable(true));
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private static String found(Path launcher, Path javaHome, Path userHome) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "--which-jdk");
    builder.directory(userHome.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("HOME", userHome.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.strip();
  }
}
