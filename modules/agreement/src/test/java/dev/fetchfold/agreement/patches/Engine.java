package dev.fetchfold.agreement.patches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where an engine is.
 *
 * @param sources the directory of its package
 * @param testClasses the directory that {@code conformanceTest} was compiled to
 * @param conformanceTest the name of the class
 */
record Engine(Path sources, Path testClasses, String conformanceTest) {
  private static final Path ROOT = Path.of("..", "..");

  static Engine named(String name) {
    Path packageOf = Path.of("java", "dev", "fetchfold", name);
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .filter(module -> module.getFileName().toString().endsWith("-impl"))
          .filter(module -> Files.exists(module.resolve("src/main").resolve(packageOf)))
          .map(module -> in(module, packageOf))
          .findAny()
          .orElseThrow(() -> new Refused("there is no engine " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of its own by its name, any other by its path from the root of the repository. */
  Path file(String name) {
    return name.contains("/") ? ROOT.resolve(name) : sources.resolve(name);
  }

  private static Engine in(Path module, Path packageOf) {
    Path tests = module.resolve("src/test").resolve(packageOf);
    try (Stream<Path> files = Files.list(tests)) {
      String test =
          files
              .map(file -> Objects.requireNonNull(file.getFileName()).toString())
              .filter(file -> file.endsWith("ConformanceTest.java"))
              .map(file -> file.replace(".java", ""))
              .findAny()
              .orElseThrow(() -> new Refused(tests + " has no conformance test"));
      return new Engine(
          module.resolve("src/main").resolve(packageOf),
          module.resolve("target/test-classes"),
          "dev.fetchfold." + packageOf.getFileName() + "." + test);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
