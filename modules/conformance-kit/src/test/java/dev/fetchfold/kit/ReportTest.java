package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The results file keeps its schema, which is judged by another's validator. */
class ReportTest {
  @TempDir private Path directory;

  @Waiver(rule = Rule.BATCH_02, reason = "It \"connects\" once.", issue = "#7")
  private static final class Waiving extends Nothing {}

  @Test
  void everyStateKeepsTheSchema() throws IOException {
    String json = report().json();
    assertEquals(List.of(), schema().validate(json, InputFormat.JSON));
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() throws IOException {
    String json = report().json();
    for (String broken :
        List.of(
            "{}",
            json.replace("\"version\": 1", "\"version\": 2"),
            json.replace("\"fail\"", "\"failed\""),
            json.replace("\"rule\": \"BATCH-02\"", "\"rule\": \"batch 2\""))) {
      assertFalse(schema().validate(broken, InputFormat.JSON).isEmpty(), broken);
    }
  }

  @Test
  void aResultIsThereWithAllThatWasSeen() {
    JsonNode result = JsonTest.read(report().json()).get("results").get(1);
    assertEquals("BATCH-01", result.get("rule").stringValue());
    assertEquals("aCheck", result.get("check").stringValue());
    assertEquals("fail", result.get("state").stringValue());
    assertEquals(12, result.get("timeMs").intValue());
    assertEquals("an expected thing", result.get("expected").stringValue());
    assertEquals("another", result.get("observed").stringValue());
    assertEquals("the hint", result.get("checkFirst").stringValue());
    assertEquals("first\nsecond", result.get("timeline").stringValue());
  }

  @Test
  void theFileHasTheNameOfTheSubject() throws IOException {
    Path file = report().write(directory.resolve("made/for/it"));
    assertEquals("nothing.json", file.getFileName().toString());
    assertEquals(
        "nothing", JsonTest.read(Files.readString(file)).get("engine").get("name").stringValue());
  }

  private static Report report() {
    return new Report(
        new Waiving(),
        new Selection(List.of("BATCH-*"), List.of()),
        new Options(1, Duration.ofSeconds(30), 3),
        Instant.EPOCH,
        Duration.ofSeconds(2),
        Arrays.stream(State.values()).map(ReportTest::result).toList());
  }

  private static Result result(State state) {
    return new Result(
        Rule.BATCH_01,
        "aCheck",
        "fetch",
        state,
        Duration.ofMillis(12),
        state.isBad() ? "an expected thing" : "",
        state == State.PASS ? "" : "another",
        state.isBad() ? "the hint" : "",
        state.isBad() ? "first\nsecond" : "",
        Optional.empty(),
        new Tries(state == State.FLAKY ? 2 : 3, 3),
        "");
  }

  private static Schema schema() throws IOException {
    try (InputStream in = Report.class.getResourceAsStream("results.schema.json")) {
      byte[] bytes = Objects.requireNonNull(in, "results.schema.json").readAllBytes();
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(new String(bytes, StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }
}
