package dev.fetchfold.benchmarks.fork;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM of ours is started. */
public final class Jvm {
  /** What every one is started with, besides its class path: the same for all. */
  public static final List<String> FLAGS =
      List.of(
          "-Xmx2g",
          "-XX:+UseG1GC",
          "-XX:+ExitOnOutOfMemoryError",
          "--enable-native-access=ALL-UNNAMED");

  private Jvm() {}

  /**
   * A command that runs on the JDK and the class path of this JVM.
   *
   * @param main the class with the main method
   * @param args its arguments
   * @return the words of the command
   */
  public static List<String> command(Class<?> main, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    return command;
  }
}
