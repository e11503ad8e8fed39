package dev.fetchfold.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Sizes in bytes as people type them: {@code 4096}, {@code 64k}, {@code 16MiB}, {@code 1.5MB}. As
 * usual, {@code k} and {@code KiB} are 1,024 bytes, {@code kB} is 1,000.
 */
final class Sizes implements ITypeConverter<Long> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)(?:b|([kmg])(ib?|b)?)?");

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw unusable(text);
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor(matcher));
    if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw unusable(text);
    }
    return bytes.longValue();
  }

  private static BigDecimal factor(Matcher matcher) {
    if (matcher.group(2) == null) {
      return BigDecimal.ONE;
    }
    int power = "kmg".indexOf(matcher.group(2)) + 1;
    boolean decimal = "b".equals(matcher.group(3));
    return BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power);
  }

  private static TypeConversionException unusable(String text) {
    return new TypeConversionException(
        "\"" + text + "\", expected a size in bytes such as 4096, 64k or 16MiB, below 8EiB");
  }
}
