package dev.fetchfold.cli;

import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code Name: value}. Values may be credentials, so no message shows what was given (SEC-04). */
final class HeaderFields implements ITypeConverter<Headers.Field> {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  @Override
  public Headers.Field convert(String text) {
    int colon = Math.max(0, text.indexOf(':'));
    String name = text.substring(0, colon).strip();
    if (!NAME.matcher(name).matches()) {
      throw new TypeConversionException(
          "what was given is not shown, as it may be a secret, expected 'Name: value'");
    }
    Headers.Field field = new Headers.Field(name, text.substring(colon + 1).strip());
    try {
      Target.of("").header(field.name(), field.value()); // SEC-03
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    return field;
  }
}
