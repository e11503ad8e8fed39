package dev.fetchfold.benchmarks.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fetchfold.benchmarks.compare.Sample.Failed;
import dev.fetchfold.benchmarks.compare.Sample.Measured;
import dev.fetchfold.benchmarks.compare.Sample.NotRun;
import dev.fetchfold.benchmarks.work.Json;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Everything, for other programs: every run with its raw numbers, and what they depend on. */
final class JsonReport {
  /** Changes when a reader of earlier files would misread a new one; new members do not count. */
  static final int VERSION = 1;

  private final Finished finished;
  private final JsonGenerator json;

  private JsonReport(Finished finished, JsonGenerator json) {
    this.finished = finished;
    this.json = json;
  }

  static void write(Finished finished, Path file) throws IOException {
    try (Writer to = Files.newBufferedWriter(file);
        JsonGenerator json = Json.generator(to)) {
      json.useDefaultPrettyPrinter();
      new JsonReport(finished, json).write();
    }
  }

  private void write() throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    run();
    strings("machine", Machine.facts());
    strings("libraries", Machine.libraries());
    conformance();
    dependencies();
    settings();
    measures();
    workloads();
    entries();
    samples();
    json.writeEndObject();
  }

  private void run() throws IOException {
    Wanted wanted = finished.wanted();
    json.writeObjectFieldStart("run");
    json.writeStringField("began", finished.began().toString());
    json.writeNumberField("tookMs", finished.took().toMillis());
    json.writeStringField("command", wanted.command());
    json.writeStringField("commit", finished.before().commit());
    json.writeNumberField("seed", wanted.seed());
    json.writeNumberField("forks", finished.results().forks());
    json.writeNumberField("firstWarmUpMs", wanted.pace().firstWarmUpMillis());
    json.writeNumberField("warmUpMs", wanted.pace().warmUpMillis());
    json.writeNumberField("measuredMs", wanted.pace().measuredMillis());
    json.writeStringField("interval", "least and most of the forks");
    Json.number(json, "coveragePercent", Interval.coverage(finished.results().forks()));
    Json.number(json, "loadBefore", finished.before().load());
    json.writeBooleanField("busyBefore", finished.before().isBusy());
    json.writeEndObject();
  }

  private void strings(String name, Map<String, String> values) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> value : values.entrySet()) {
      json.writeStringField(value.getKey(), value.getValue());
    }
    json.writeEndObject();
  }

  private void conformance() throws IOException {
    json.writeObjectFieldStart("conformance");
    for (Map.Entry<String, Conformance.Finding> entry :
        finished.before().conformance().entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeBooleanField("conforms", entry.getValue() instanceof Conformance.Conforms);
      json.writeStringField("text", entry.getValue().text());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void dependencies() throws IOException {
    json.writeObjectFieldStart("dependencies");
    for (Map.Entry<String, Dependencies.Weight> entry : finished.weights().entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeNumberField("bytes", entry.getValue().bytes());
      json.writeArrayFieldStart("jars");
      for (String jar : entry.getValue().jars()) {
        json.writeString(jar);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void settings() throws IOException {
    json.writeArrayFieldStart("settings");
    for (Settings setting : finished.settings()) {
      json.writeStartObject();
      json.writeStringField("where", setting.where());
      json.writeStringField("option", setting.option());
      json.writeStringField("default", setting.usual());
      json.writeStringField("used", setting.used());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void measures() throws IOException {
    json.writeObjectFieldStart("measures");
    for (Measure measure : Measure.values()) {
      json.writeObjectFieldStart(measure.toString());
      json.writeStringField("title", measure.title());
      json.writeStringField("unit", measure.unit());
      json.writeStringField("meaning", measure.meaning());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void workloads() throws IOException {
    json.writeArrayFieldStart("workloads");
    for (Workload workload : finished.results().workloads()) {
      json.writeStartObject();
      json.writeStringField("name", workload.toString());
      json.writeStringField("description", workload.description());
      json.writeNumberField("bound", bound(workload));
      json.writeNumberField("targets", workload.targets() / finished.wanted().pace().divisor());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private int bound(Workload workload) {
    return finished.wanted().against().map(Wanted.Against::bound).orElse(workload.bound());
  }

  private void entries() throws IOException {
    json.writeArrayFieldStart("entries");
    for (Entry entry : finished.results().entries()) {
      json.writeStartObject();
      json.writeStringField("label", entry.label());
      json.writeStringField("kind", kind(entry));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.Engine engine -> "engine";
      case Entry.Control control -> "control";
      case Entry.Bare bare -> "bare client";
      case Entry.Wrk wrk -> "load generator";
    };
  }

  private void samples() throws IOException {
    json.writeArrayFieldStart("samples");
    for (Sample sample : finished.results().samples()) {
      json.writeStartObject();
      json.writeStringField("workload", sample.workload().toString());
      json.writeStringField("entry", sample.entry().label());
      json.writeNumberField("fork", sample.fork());
      switch (sample.result()) {
        case Measured measured -> measured.figures().write(json);
        case NotRun notRun -> json.writeStringField("notRunBecause", notRun.because());
        case Failed failed -> json.writeStringField("failed", failed.how());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
