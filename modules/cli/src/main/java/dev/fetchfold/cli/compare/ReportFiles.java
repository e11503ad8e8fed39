package dev.fetchfold.cli.compare;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fetchfold.FetcherProvider;
import dev.fetchfold.Fetchers;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** The report on disk: every run as JSON, the table as Markdown. */
record ReportFiles(Path json, Path markdown) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * Writes the files.
   *
   * @param directory where; made if it is not there
   * @param samples every run that counts
   * @param table their medians
   * @param command what repeats the measurement
   * @return where they are
   * @throws IOException if they cannot be written
   */
  static ReportFiles write(Path directory, List<Sample> samples, ReportTable table, String command)
      throws IOException {
    Files.createDirectories(directory);
    String name = "compare-" + STAMP.format(Instant.now());
    ReportFiles files =
        new ReportFiles(directory.resolve(name + ".json"), directory.resolve(name + ".md"));
    files.writeJson(samples, command);
    Files.writeString(files.markdown(), markdown(table, command));
    return files;
  }

  private static String markdown(ReportTable table, String command) {
    StringBuilder text = new StringBuilder("# Comparison of engines\n\n");
    text.append(table.markdown()).append("\n```\n").append(table.notes()).append("```\n\n");
    Machine.facts()
        .forEach(
            (name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
    for (FetcherProvider provider : Fetchers.providers()) {
      text.append("- ").append(provider.name()).append(": ").append(provider.libraries());
      text.append('\n');
    }
    return text.append("\nAgain with `").append(command).append("`.\n").toString();
  }

  private void writeJson(List<Sample> samples, String command) throws IOException {
    try (Writer file = Files.newBufferedWriter(json);
        JsonGenerator generator = new JsonFactory().createGenerator(file)) {
      generator.useDefaultPrettyPrinter();
      generator.writeStartObject();
      generator.writeStringField("command", command);
      write(generator, "machine", Machine.facts());
      generator.writeObjectFieldStart("engines");
      for (FetcherProvider provider : Fetchers.providers()) {
        write(generator, provider.name(), provider.libraries());
      }
      generator.writeEndObject();
      generator.writeArrayFieldStart("runs");
      for (Sample sample : samples) {
        write(generator, sample);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    }
  }

  private static void write(JsonGenerator generator, String name, Map<String, String> values)
      throws IOException {
    generator.writeObjectFieldStart(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      generator.writeStringField(value.getKey(), value.getValue());
    }
    generator.writeEndObject();
  }

  private static void write(JsonGenerator generator, Sample sample) throws IOException {
    Measurement measured = sample.engineSide();
    generator.writeStartObject();
    generator.writeStringField("workload", sample.workload().toString());
    generator.writeStringField("engine", sample.engine());
    generator.writeNumberField("fetches", measured.fetches());
    generator.writeNumberField("errors", measured.errors());
    generator.writeNumberField("unexpected", measured.unexpected());
    generator.writeNumberField("wallNanos", measured.wallNanos());
    generator.writeNumberField("cpuNanos", measured.cpuNanos());
    generator.writeNumberField("p99Nanos", measured.p99Nanos());
    generator.writeNumberField("threads", measured.threads());
    generator.writeNumberField("maxConcurrency", sample.workload().bound());
    generator.writeNumberField("originPeak", sample.after().peak());
    generator.writeNumberField(
        "originRequests", sample.after().requests() - sample.before().requests());
    generator.writeNumberField(
        "originConnections", sample.after().connections() - sample.before().connections());
    generator.writeNumberField(
        "originCpuNanos", sample.after().cpuNanos() - sample.before().cpuNanos());
    generator.writeEndObject();
  }
}
