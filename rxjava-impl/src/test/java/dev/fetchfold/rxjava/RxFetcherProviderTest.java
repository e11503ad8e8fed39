package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What engine {@code rxjava} says of itself. */
class RxFetcherProviderTest {

  @Test
  void itsLibrariesHaveVersions() {
    Map<String, String> libraries = new RxFetcherProvider().libraries();
    assertEquals(Set.of("rxjava", "httpcore5"), libraries.keySet());
    libraries.forEach(
        (name, version) -> assertTrue(version.matches("\\d+\\.\\d+.*"), name + " " + version));
  }
}
