package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Headers;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What options take and what they refuse. */
class OptionsTest {

  @ParameterizedTest
  @CsvSource({"500ms, 500", "30s, 30000", "2m, 120000", "1.5h, 5400000", "' 1S ', 1000"})
  void durationsHaveUnits(String text, long millis) {
    assertEquals(Duration.ofMillis(millis), new Durations().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "0s", "-1s", "1d", "s", "1e3s", "99999999999999s"})
  void otherDurationsAreRefused(String text) {
    Exception e = refused(() -> new Durations().convert(text));
    assertTrue(messageOf(e).startsWith("\"" + text + "\", expected a duration"), messageOf(e));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "4096, 4096",
    "64k, 65536",
    "64KiB, 65536",
    "64kB, 64000",
    "16MiB, 16777216",
    "1.5M, 1572864",
    "1g, 1073741824",
    "2GiB, 2147483648",
    "10B, 10"
  })
  void sizesMayHaveUnits(String text, long bytes) {
    assertEquals(bytes, new Sizes().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "-1", "99999999999g", "1x", "64kbb", "1e3"})
  void otherSizesAreRefused(String text) {
    Exception e = refused(() -> new Sizes().convert(text));
    assertTrue(messageOf(e).startsWith("\"" + text + "\", expected a size"), messageOf(e));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.0", "100", "99999999999999999999"})
  void numbersAreWithinBounds(String text) {
    Exception e = refused(() -> new IntegerInRange.Retries().convert(text));
    assertEquals("\"" + text + "\", expected a whole number, 0 to 99", messageOf(e));
  }

  @ParameterizedTest
  @CsvSource({"'K: V', K, V", "'K:V', K, V", "'Authorization:  a: b ', Authorization, 'a: b'"})
  void headersAreNamesAndValues(String text, String name, String value) {
    assertEquals(new Headers.Field(name, value), new HeaderFields().convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3cret", ": s3cret", "s3cret token: x", "Host: s3cret", "X: s3cret\nY: s3cret"})
  void refusedHeadersAreNotShown(String text) {
    assertFalse(messageOf(refused(() -> new HeaderFields().convert(text))).contains("s3cret"));
  }

  private static Exception refused(org.junit.jupiter.api.function.Executable conversion) {
    return assertThrows(TypeConversionException.class, conversion);
  }

  private static String messageOf(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
