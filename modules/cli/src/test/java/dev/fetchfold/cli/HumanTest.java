package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers for people keep to their columns. */
class HumanTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 KiB",
    "1536, 1.5 KiB",
    "102400, 100 KiB",
    "1048576, 1.0 MiB",
    "9223372036854775807, 8.0 EiB"
  })
  void sizes(long bytes, String text) {
    assertEquals(text, Human.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "99940, 99.9 s",
    "99960, 100 s",
    "999000, 999 s",
    "1000000, 17 min",
    "7200000, 2 h"
  })
  void durations(long millis, String text) {
    assertEquals(text, Human.millis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 ms",
    "420000, 0.42 ms",
    "12345678, 12.3 ms",
    "123456789, 123 ms",
    "1250000000, 1.3 s"
  })
  void fineDurations(long nanos, String text) {
    assertEquals(text, Human.fine(Duration.ofNanos(nanos)));
  }
}
