package dev.fetchfold.agreement.rooms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherProvider;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each engine is a module that a program on the module path can use. */
class ModulePathTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** Libraries of engines that have no descriptor; other such jars are for tests. */
  private static final Set<String> WITHOUT_DESCRIPTOR =
      Set.of(
          "org.apache.httpcomponents.core5.httpcore5",
          "org.reactivestreams",
          "reactor.core",
          "reactor.netty.core",
          "reactor.netty.http");

  @AutoClose private final OriginServer origin = OriginServer.start().on("/", Script.text("ok"));

  @TestFactory
  Stream<DynamicTest> engines() {
    return ServiceLoader.load(FetcherProvider.class).stream()
        .map(provider -> provider.get().name())
        .map(engine -> DynamicTest.dynamicTest(engine, () -> expectModule(engine)));
  }

  private void expectModule(String engine) throws IOException {
    String module = "dev.fetchfold." + engine;
    List<String> options = List.of("-p", modulePath(), "--add-modules", module);
    String program = new File(classes(OnModulePath.class)).toString();
    String said = run(engine, options, program);
    assertTrue(said.lines().anyMatch(("module " + module + " 200")::equals), said);
  }

  /** A positive control. */
  @Test
  void onTheClassPathItIsNone() throws IOException {
    String said = run("virtual", List.of(), CLASS_PATH);
    assertTrue(said.contains("unnamed module"), said);
  }

  private String run(String engine, List<String> options, String classPath) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, OnModulePath.class.getName(), engine));
    command.add(origin.url("/"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classes(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static String modulePath() {
    return String.join(
        File.pathSeparator,
        Arrays.stream(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> isOfAnEngine(Path.of(entry)))
            .toList());
  }

  private static boolean isOfAnEngine(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream()
          .map(found -> found.descriptor())
          .anyMatch(ModulePathTest::isOfAnEngine);
    } catch (FindException noModule) {
      return false;
    }
  }

  private static boolean isOfAnEngine(ModuleDescriptor module) {
    return !module.isAutomatic() || WITHOUT_DESCRIPTOR.contains(module.name());
  }
}
