package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6066 §3 and RFC 9525 §6.3. */
class ServerNameTest {
  private static final String LONGEST_LABEL = "a_".repeat(31) + "b";

  @ParameterizedTest
  @CsvSource({
    "example.test, example.test",
    "example.test., example.test",
    "localhost, localhost",
    "my_service, my_service",
    "_a_.example.test, _a_.example.test",
    "-a-.example.test, -a-.example.test",
    "xn--bcher-kva.example.test, xn--bcher-kva.example.test",
    "127.1, 127.1",
    "127.0.0.01, 127.0.0.01",
    "1.2.3.4.5, 1.2.3.4.5",
    "256.1.1.1, 256.1.1.1"
  })
  void announcesNamesWithoutTheLastDot(String host, String announced) {
    Optional<String> name =
        ServerName.of(host)
            .announced()
            .map(each -> new String(each.getEncoded(), StandardCharsets.US_ASCII));
    assertEquals(Optional.of(announced), name);
  }

  @Test
  void announcesTheLongestLabel() {
    String host = LONGEST_LABEL + ".example.test";
    assertTrue(ServerName.of(host).announced().isPresent());
    assertTrue(ServerName.of(host).isOneOf(List.of("*.example.test")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "255.249.19.0", "127.0.0.1.", "::1", "2001:db8::1"})
  void announcesNoAddress(String host) {
    assertEquals(Optional.empty(), ServerName.of(host).announced());
    assertTrue(ServerName.of(host).isVerifiedByJdk());
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.test", "example.test.", "localhost", "1.test", "0x7f.a1"})
  void leavesOrdinaryNamesToTheJdk(String host) {
    assertTrue(ServerName.of(host).isVerifiedByJdk());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"my_service", "a_b.test.", "-a.test", "a-.test", "127.1", "1", "1.2.3.4.5", "a.0"})
  void decidesItselfOnNamesThatTheJdkRefusesOrMisreads(String host) {
    assertFalse(ServerName.of(host).isVerifiedByJdk());
  }

  @ParameterizedTest
  @CsvSource({
    "a_b.example.test, a_b.example.test",
    "a_b.example.test., a_b.example.test",
    "a_b.example.test, A_B.Example.TEST",
    "a_b.example.test, *.example.test",
    "a_b.example.test, *.EXAMPLE.test",
    "a_b.c.example.test, *.c.example.test",
    "my_service, my_service",
    "127.1, 127.1"
  })
  void isOneOf(String host, String name) {
    assertTrue(ServerName.of(host).isOneOf(List.of("other.test", name)));
  }

  @ParameterizedTest
  @CsvSource({
    "a_b.example.test, example.test",
    "a_b.example.test, a_b.example.test.", // RFC 5280 §4.2.1.6: no name with a dot at its end
    "a_b.example.test, b.example.test",
    "a_b.example.test, a_*.example.test",
    "a_b.example.test, *b.example.test",
    "a_b.example.test, a_b.*.test",
    "a_b.example.test, *.*.test",
    "a_b.example.test, *",
    "a_b.example.test, *.",
    "a_b.example.test, *.test",
    "a_b.c.example.test, *.example.test",
    "a_b.test, *.test",
    "example_.test, *.example_.test",
    ".example.test, *.example.test",
    "my_service, *",
    "my_service, *.my_service",
    "a_k.example.test, a_\u212a.example.test", // the sign of Kelvin is a k to equalsIgnoreCase
    "a_b.example.test, a_b.example.test\0.other.test",
    "127.1, 127.0.0.1"
  })
  void isNotOneOf(String host, String name) {
    assertFalse(ServerName.of(host).isOneOf(List.of("other.test", name)));
  }

  @Test
  void isNoneOfNone() {
    assertFalse(ServerName.of("a_b.example.test").isOneOf(List.of()));
  }
}
