package dev.fetchfold.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** One JSON object a line, always with the same eleven fields, absent ones null. */
final class JsonRows implements RowWriter {
  /** The names of the fields, in order. */
  static final List<String> FIELDS =
      List.of(
          "index",
          "url",
          "finalUrl",
          "status",
          "size",
          "sha256",
          "attempts",
          "elapsedMs",
          "reason",
          "detail",
          "headStatus");

  private final JsonFactory json = new JsonFactory();

  @Override
  public String head() {
    return "";
  }

  @Override
  public String text(Row row) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator generator = json.createGenerator(text)) {
      write(generator, row);
    } catch (IOException e) {
      throw new UncheckedIOException("a string has no I/O errors", e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator generator, Row row) throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("index", row.index());
    generator.writeStringField("url", row.url());
    write(generator, "finalUrl", row.finalUrl());
    write(generator, "status", row.status());
    write(generator, "size", row.size());
    write(generator, "sha256", row.sha256());
    generator.writeNumberField("attempts", row.attempts());
    generator.writeNumberField("elapsedMs", row.elapsedMs());
    write(generator, "reason", row.reason().map(Enum::name));
    write(generator, "detail", row.detail());
    write(generator, "headStatus", row.headStatus());
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, String name, Optional<?> value)
      throws IOException {
    generator.writeFieldName(name);
    if (value.isEmpty()) {
      generator.writeNull();
    } else if (value.get() instanceof Number number) {
      generator.writeNumber(number.longValue());
    } else {
      generator.writeString(value.get().toString());
    }
  }
}
