package dev.fetchfold.agreement.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who imports the BOM has the libraries that the kit ran on. */
class BomTest {
  @Test
  void itsLibrariesAreThoseOfTheBuild() {
    Map<String, String> pinned = Room.libraries("modules/bom");
    Map<String, String> built = Room.libraries("");
    assertFalse(pinned.isEmpty());
    pinned.forEach((library, version) -> assertEquals(built.get(library), version, library));
  }
}
