package dev.fetchfold.benchmarks.work;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run gave.
 *
 * @param values what was measured
 * @param series raw numbers by what they are, such as {@code batch ms}
 * @param threads how many threads of which kind used CPU time while it was measured
 * @param notes what a reader has to know of this run
 */
public record Figures(
    Map<Measure, Double> values,
    Map<String, List<Double>> series,
    Map<String, Double> threads,
    List<String> notes) {

  /**
   * To be filled.
   *
   * @return without anything
   */
  public static Figures empty() {
    return new Figures(
        new EnumMap<>(Measure.class),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>());
  }

  /**
   * Adds a value.
   *
   * @param measure what it is of
   * @param value in the measure's unit
   */
  public void put(Measure measure, double value) {
    values.put(measure, value);
  }

  /**
   * Writes it.
   *
   * @param json where to, inside an object
   * @throws IOException if that fails
   */
  public void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("values");
    for (Map.Entry<Measure, Double> value : values.entrySet()) {
      Json.number(json, value.getKey().toString(), value.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("threads");
    for (Map.Entry<String, Double> group : threads.entrySet()) {
      Json.number(json, group.getKey(), group.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("series");
    for (Map.Entry<String, List<Double>> one : series.entrySet()) {
      json.writeArrayFieldStart(one.getKey());
      for (double value : one.getValue()) {
        json.writeNumber(Json.rounded(value));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  /**
   * As it is told from process to process.
   *
   * @return a line of JSON
   */
  public String line() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.generator(text)) {
      json.writeStartObject();
      write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string has no I/O errors", e);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @param line a line of JSON
   * @return the figures
   * @throws IOException if it is something else
   */
  public static Figures parse(String line) throws IOException {
    Map<String, Object> read = Json.object(Json.read(line));
    Figures figures = empty();
    Json.object(read.get("values"))
        .forEach((name, value) -> figures.put(Measure.of(name), Json.number(value)));
    Json.object(read.get("threads"))
        .forEach((name, value) -> figures.threads.put(name, Json.number(value)));
    Json.object(read.get("series"))
        .forEach((name, list) -> figures.series.put(name, numbers(list)));
    Json.list(read.get("notes")).forEach(note -> figures.notes.add(note.toString()));
    return figures;
  }

  private static List<Double> numbers(Object list) {
    return Json.list(list).stream().map(Json::number).toList();
  }
}
