package dev.fetchfold.benchmarks.work;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, strings, doubles and booleans. Nulls are left out. */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private Json() {}

  /**
   * Writes.
   *
   * @param to where to
   * @return a generator, to be closed
   * @throws IOException if it cannot be made
   */
  public static JsonGenerator generator(Writer to) throws IOException {
    return FACTORY.createGenerator(to);
  }

  /**
   * Reads.
   *
   * @param text one value
   * @return the value; null if it is JSON's null
   * @throws IOException if it is not JSON
   */
  public static @Nullable Object read(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      return value(parser);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("got nothing, expected JSON");
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(parser);
      if (value != null) {
        members.put(name, value);
      }
    }
    return members;
  }

  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      if (value != null) {
        elements.add(value);
      }
    }
    return elements;
  }

  /**
   * An object.
   *
   * @param value what was read
   * @return its members; none if it is no object
   */
  @SuppressWarnings("unchecked") // made by members
  public static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /**
   * An array.
   *
   * @param value what was read
   * @return its elements; none if it is no array
   */
  @SuppressWarnings("unchecked") // made by elements
  public static List<Object> list(@Nullable Object value) {
    return value instanceof List<?> list ? (List<Object>) list : List.of();
  }

  /**
   * A string.
   *
   * @param value what was read
   * @return the string; empty if it is none
   */
  public static String text(@Nullable Object value) {
    return value instanceof String text ? text : "";
  }

  /**
   * A number.
   *
   * @param value what was read
   * @return the number
   * @throws IllegalArgumentException if it is none
   */
  public static double number(@Nullable Object value) {
    if (value instanceof Double number) {
      return number;
    }
    throw new IllegalArgumentException("got " + value + ", expected a number");
  }

  /**
   * Writes a number with six significant digits, which is more than any figure here is worth.
   *
   * @param json where to
   * @param name of the field
   * @param value of the field
   * @throws IOException if that fails
   */
  public static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeNumberField(name, rounded(value));
  }

  /**
   * Six significant digits.
   *
   * @param value any finite number
   * @return the nearest with six digits, without an exponent where it is whole
   */
  static java.math.BigDecimal rounded(double value) {
    java.math.BigDecimal exact =
        new java.math.BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }
}
