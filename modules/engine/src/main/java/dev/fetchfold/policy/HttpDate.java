package dev.fetchfold.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three forms of a date that a recipient has to accept (RFC 9110 §5.6.7). */
final class HttpDate {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "[A-Z][a-z]{2}, (?<day>\\d\\d) (?<month>\\w{3}) (?<year>\\d{4}) " + TIME + " GMT"),
          Pattern.compile(
              "[A-Z][a-z]{5,8}, (?<day>\\d\\d)-(?<month>\\w{3})-(?<year>\\d\\d) " + TIME + " GMT"),
          Pattern.compile(
              "[A-Z][a-z]{2} (?<month>\\w{3}) (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));

  private HttpDate() {}

  /**
   * Parses a date; the day of the week is not compared with it.
   *
   * @param text the value of a field
   * @param clock now, for years of two digits
   * @return the instant, or empty if it is no date
   */
  static Optional<Instant> parse(String text, Instant clock) {
    return FORMS.stream()
        .map(form -> form.matcher(text.strip()))
        .filter(Matcher::matches)
        .findFirst()
        .flatMap(date -> instant(date, clock));
  }

  private static Optional<Instant> instant(Matcher date, Instant clock) {
    int month = MONTHS.indexOf(date.group("month")) + 1;
    try {
      LocalDateTime time =
          LocalDateTime.of(
              year(date, clock),
              month,
              number(date, "day"),
              number(date, "hour"),
              number(date, "minute"),
              Math.min(number(date, "second"), 59)); // 60 is a leap second
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Two digits mean the year within 50 of this one. */
  private static int year(Matcher date, Instant clock) {
    int year = number(date, "year");
    if (date.group("year").length() == 4) {
      return year;
    }
    int thisYear = clock.atOffset(ZoneOffset.UTC).getYear();
    int guess = thisYear - thisYear % 100 + year;
    return guess > thisYear + 50 ? guess - 100 : guess;
  }

  private static int number(Matcher date, String group) {
    return Integer.parseInt(date.group(group).strip());
  }
}
