package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What there is besides {@code fetch}. */
class MainTest {
  private final Session session = new Session();

  @Test
  void withoutACommandTheyAreListed() {
    assertEquals(2, session.run());
    for (String command : new String[] {"fetch", "engines", "serve", "compare"}) {
      assertTrue(session.err().contains("  " + command + " "), session.err());
    }
  }

  @Test
  void helpIsNoMistake() {
    assertEquals(0, session.run("fetch", "--help"));
    assertTrue(session.out().contains("--public-only"), session.out());
    assertEquals(0, session.run("--version"));
    assertTrue(session.out().contains("fetchfold "), session.out());
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertEquals(2, session.run("fetsch"));
    assertTrue(session.err().contains("\"fetsch\" is unknown here"), session.err());
  }

  @Test
  void enginesHaveVersions() {
    assertEquals(0, session.run("engines"));
    assertTrue(session.out().contains("fake      makes everything up"), session.out());
    assertTrue(session.out().contains("less (version unknown), nothing 1.0"), session.out());
  }

  @Test
  void comparedEnginesMustExist() {
    assertEquals(2, session.run("compare", "--engine", "warp"));
    assertTrue(session.err().contains("--engine is \"warp\", expected one of: "), session.err());
  }

  @Test
  void portsAreNumbers() {
    assertEquals(2, session.run("serve", "--port", "65536"));
    assertTrue(session.err().contains("\"65536\", expected a whole number, 0 to 65535"));
  }
}
