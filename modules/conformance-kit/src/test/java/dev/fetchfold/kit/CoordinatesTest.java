package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.reactivestreams.tck.TestEnvironment;

/** Who made a class, from where it was loaded. */
class CoordinatesTest {

  @Test
  void aClassOfThisModuleIsOfItsPom() {
    String coordinates = Coordinates.of(Coordinates.class).orElseThrow();
    assertTrue(coordinates.startsWith("dev.fetchfold:fetchfold-conformance-kit:"), coordinates);
  }

  @Test
  void aClassOfAJarIsOfTheArtifactThatTheJarDescribes() {
    Class<?> inJar = tools.jackson.core.JsonParser.class;
    String coordinates = Coordinates.of(inJar).orElseThrow();
    assertTrue(coordinates.startsWith("tools.jackson.core:jackson-core:"), coordinates);
  }

  @Test
  void aJarThatDescribesNothingIsOfNothing() {
    assertEquals(Optional.empty(), Coordinates.of(TestEnvironment.class));
    assertEquals(Optional.empty(), Coordinates.of(String.class));
  }

  @Test
  void aFetcherThatCannotBeOpenedIsOfNothing() {
    assertEquals(Optional.empty(), new Nothing().coordinates());
  }

  @Test
  void librariesAreTheJarsWithAVersion() {
    String classPath =
        String.join(
            File.pathSeparator,
            "target/classes",
            "lib" + File.separator + "netty-codec-4.2.18.Final.jar",
            "reactor-netty-http-1.3.7.jar",
            "plain.jar");
    assertEquals(
        Map.of("netty-codec", "4.2.18.Final", "reactor-netty-http", "1.3.7"),
        Coordinates.libraries(classPath));
  }
}
