package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.7. */
class HttpDateTest {
  private static final Instant CLOCK = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Mon, 06 Nov 1994 08:49:37 GMT"
      })
  void readsTheThreeForms(String date) {
    assertEquals(Optional.of(Instant.parse("1994-11-06T08:49:37Z")), HttpDate.parse(date, CLOCK));
  }

  @ParameterizedTest
  @CsvSource({"26, 2026", "76, 2076", "77, 1977", "99, 1999", "00, 2000"})
  void putsTwoDigitsWithinFiftyYears(String digits, int year) {
    Instant date =
        HttpDate.parse("Sunday, 01-Mar-" + digits + " 00:00:00 GMT", CLOCK).orElseThrow();
    assertEquals(year, date.atOffset(ZoneOffset.UTC).getYear());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 30 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "1994-11-06T08:49:37Z"
      })
  void refusesWhatIsNoDate(String text) {
    assertEquals(Optional.empty(), HttpDate.parse(text, CLOCK));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void readsWhatTheJdkWrites(long seed) {
    Random random = new Random(seed);
    DateTimeFormatter imf =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    DateTimeFormatter asctime =
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);
    for (int i = 0; i < 1_000; i++) {
      Instant date = Instant.ofEpochSecond(random.nextLong(200_000_000_000L));
      assertEquals(
          Optional.of(date), HttpDate.parse(imf.format(date.atOffset(ZoneOffset.UTC)), CLOCK));
      assertEquals(
          Optional.of(date), HttpDate.parse(asctime.format(date.atOffset(ZoneOffset.UTC)), CLOCK));
    }
  }
}
