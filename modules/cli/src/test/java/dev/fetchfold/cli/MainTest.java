package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertTrue(session.err().contains("--engines is \"warp\", expected some of: "), session.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--workload smal, '--workload is \"smal\", expected some of: small, latency, tail, errors'",
    "--workload small;WIDE, '--workload is \"small;WIDE\", expected some of: '",
    "--forks 0, '\"0\", expected a whole number, 1 to 20'",
    "--seed -1, '\"-1\", expected a whole number, 0 or more'",
    "--against example.org, '--against is \"example.org\", expected an http or https URL'",
    "--against ftp://a/, '--against is \"ftp://a/\", expected an http or https URL'",
    "--against http:, '--against is \"http:\", expected an http or https URL'",
    "--concurrency 9, '--concurrency goes with --against'",
    "--record, '--record is for whole runs, expected --full with it'",
    "--against http://a/ --concurrency 65, '\"65\", expected a whole number, 1 to 64'",
    "--against http://a/ --workload small, 'expected it without --against'"
  })
  void whatCannotBeComparedIsRefused(String options, String said) {
    assertEquals(2, session.run(("compare " + options).split(" ", -1)));
    assertTrue(session.err().contains(said), session.err());
  }

  @Test
  void credentialsOfAServerAreNotShown() {
    assertEquals(2, session.run("compare", "--against", "http://me:s3cret@example.org/"));
    assertTrue(session.err().contains("expected an http or https URL without credentials"));
    assertFalse(session.err().contains("s3cret"), session.err());
  }

  @Test
  void portsAreNumbers() {
    assertEquals(2, session.run("serve", "--port", "65536"));
    assertTrue(session.err().contains("\"65536\", expected a whole number, 0 to 65535"));
  }
}
