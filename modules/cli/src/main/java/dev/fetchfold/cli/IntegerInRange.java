package dev.fetchfold.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers within bounds. */
abstract class IntegerInRange implements ITypeConverter<Integer> {
  private final int least;
  private final int most;

  IntegerInRange(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** A count of something there must be. */
  static final class Positive extends IntegerInRange {
    Positive() {
      super(1, Integer.MAX_VALUE);
    }
  }

  /** Retries: one less than the attempts, of which there are at most 100. */
  static final class Retries extends IntegerInRange {
    Retries() {
      super(0, 99);
    }
  }

  /** Redirect hops. */
  static final class Redirects extends IntegerInRange {
    Redirects() {
      super(0, 100);
    }
  }

  /** JVMs per engine. */
  static final class Forks extends IntegerInRange {
    Forks() {
      super(1, 20);
    }
  }

  /** Requests at a time to somebody's server. */
  static final class Polite extends IntegerInRange {
    Polite() {
      super(1, 64);
    }
  }

  /** Seeds. */
  static final class Seed extends IntegerInRange {
    Seed() {
      super(0, Integer.MAX_VALUE);
    }
  }

  /** TCP ports, 0 being one of the system's choice. */
  static final class Port extends IntegerInRange {
    Port() {
      super(0, 65_535);
    }
  }

  @Override
  public Integer convert(String text) {
    String digits = text.strip();
    long value = digits.matches("\\d{1,18}") ? Long.parseLong(digits) : Long.MAX_VALUE;
    if (value < least || value > most) {
      String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw new TypeConversionException("\"" + text + "\", expected a whole number, " + range);
    }
    return (int) value;
  }
}
