package dev.fetchfold.agreement.patches;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One run of the kit on one engine, in a JVM of its own. */
final class KitRun {
  private static final int MINUTES = 10;

  /** As {@code ConformanceMain} prints a result that is bad. */
  private static final Pattern RED = Pattern.compile("[A-Z]+-[0-9]{2} \\w+ \\[.*] [A-Z]+.*");

  private final Engine engine;
  private final List<Path> first;
  private final Path directory;

  /**
   * Not begun.
   *
   * @param first directories of classes that come before the class path
   * @param directory for its results and what it prints
   */
  KitRun(Engine engine, List<Path> first, Path directory) {
    this.engine = engine;
    this.first = first;
    this.directory = directory;
  }

  /**
   * What was red; empty if nothing was.
   *
   * @param rules patterns, none for all
   */
  List<String> red(List<String> rules) throws IOException, InterruptedException {
    File output = Files.createDirectories(directory).resolve("output").toFile();
    Process jvm =
        new ProcessBuilder(command(rules)).redirectErrorStream(true).redirectOutput(output).start();
    boolean ended = jvm.waitFor(MINUTES, TimeUnit.MINUTES);
    jvm.destroyForcibly().waitFor();
    List<String> red =
        Files.readAllLines(output.toPath()).stream().filter(RED.asMatchPredicate()).toList();
    if (!red.isEmpty() || (ended && jvm.exitValue() == 0)) {
      return red;
    }
    return List.of(
        ended
            ? "the JVM ends with status " + jvm.exitValue()
            : "the run takes more than " + MINUTES + " minutes");
  }

  private List<String> command(List<String> rules) {
    List<String> path = new ArrayList<>();
    first.forEach(each -> path.add(each.toString()));
    path.add(engine.testClasses().toString());
    path.add(System.getProperty("java.class.path"));
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Dfetchfold.rules=" + String.join(",", rules),
        "-Dfetchfold.results=" + directory,
        "-cp",
        String.join(File.pathSeparator, path),
        "dev.fetchfold.kit.ConformanceMain",
        engine.conformanceTest());
  }
}
