package dev.fetchfold.cli;

import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a {@link Format}. */
final class Formats implements ITypeConverter<Format> {

  @Override
  public Format convert(String text) {
    return Arrays.stream(Format.values())
        .filter(format -> format.toString().equalsIgnoreCase(text.strip()))
        .findFirst()
        .orElseThrow(() -> unknown(text));
  }

  private static TypeConversionException unknown(String text) {
    return new TypeConversionException("\"" + text + "\", expected table, jsonl or csv");
  }
}
