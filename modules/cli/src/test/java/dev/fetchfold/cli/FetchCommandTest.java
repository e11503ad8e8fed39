package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RedirectPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes, inputs, outputs and messages of {@code fetch}. */
class FetchCommandTest {
  private final Session session = new Session();

  @TempDir private Path directory = Path.of("");

  @Test
  void allBelow400IsZero() {
    assertEquals(0, session.fetch("fake:a", "fake:302"));
    assertTrue(session.err().startsWith("2 targets in "), session.err());
    assertTrue(session.err().contains("2xx 1   3xx 1"), session.err());
    assertTrue(session.err().contains("peak 1"), session.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fake:404", "fake:500", "fake:TIMEOUT", "fake:deadline"})
  void anythingElseIsOne(String url) {
    assertEquals(1, session.fetch("fake:a", url, "fake:b"));
  }

  @Test
  void theDeadlineIsNamed() {
    session.fetch("fake:a", "fake:deadline");
    assertTrue(session.err().startsWith("deadline reached: 1 target in "), session.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--concurrency|0|expected a whole number, 1 or more",
        "--per-origin|x|expected a whole number, 1 or more",
        "--window|-1|expected a whole number, 1 or more",
        "--timeout|3|expected a duration",
        "--connect-timeout|0s|expected a duration",
        "--deadline|soon|expected a duration",
        "--retries|100|expected a whole number, 0 to 99",
        "--redirects|101|expected a whole number, 0 to 100",
        "--max-body|4TiB|expected a size",
        "--format|xml|expected table, jsonl or csv",
        "--cacert|/no/such/file|expected a file of PEM certificates",
        "--output|/no/such/directory/x|expected a file to write"
      })
  void badValuesAreNamed(String option, String value, String expected) {
    assertEquals(2, session.fetch(option, value, "fake:a"));
    assertTrue(session.err().contains(option), session.err());
    assertTrue(session.err().contains("\"" + value + "\", " + expected), session.err());
    assertFalse(session.err().contains("\tat "), session.err());
    assertEquals("", session.out());
  }

  @Test
  void anUnknownEngineIsNamedWithThoseThereAre() {
    assertEquals(2, session.run("fetch", "--engine", "warp", "fake:a"));
    assertTrue(session.err().contains("--engine is \"warp\", expected one of: "), session.err());
    assertTrue(session.err().contains("fake"), session.err());
  }

  @Test
  void thereMustBeSomethingToFetch() {
    assertEquals(2, session.fetch());
    assertTrue(session.err().contains("expected URLs, @FILE or -"), session.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--insecure", "-k", "--no-verify"})
  void verificationCannotBeSwitchedOff(String option) {
    assertEquals(2, session.fetch(option, "fake:a"));
    assertTrue(session.err().contains("\"" + option + "\" is unknown here"), session.err());
  }

  @Test
  void noSecretIsEverPrinted() {
    session.fetch("--header", "Authorization: s3cret", "fake:a", "fake:INVALID_TARGET:s3cret@h");
    session.fetch("--header", "s3cret", "fake:a");
    session.fetch("--haeder=Authorization: s3cret", "fake:a");
    session.fetch("--header", "Host: s3cret", "fake:a");
    assertFalse((session.out() + session.err()).contains("s3cret"), session.err());
  }

  @Test
  void optionsReachTheEngine() {
    session.fetch(
        "--concurrency=7",
        "--per-origin=3",
        "--timeout=1s",
        "--connect-timeout=2s",
        "--retries=0",
        "--redirects=0",
        "--max-body=1k",
        "--public-only",
        "fake:a");
    FetcherConfig config = Objects.requireNonNull(FakeProvider.LAST.get());
    assertEquals(7, config.maxConcurrency());
    assertEquals(3, config.maxPerOrigin());
    assertEquals(Duration.ofSeconds(1), config.attemptTimeout());
    assertEquals(Duration.ofSeconds(2), config.connectTimeout());
    assertEquals(1, config.retry().maxAttempts());
    assertEquals(RedirectPolicy.none(), config.redirects());
    assertEquals(1024, config.maxBodyBytes());
    assertFalse(config.addresses().allows(InetAddress.getLoopbackAddress()));
    assertEquals(FetcherConfig.Bodies.COUNTED, config.bodies());
  }

  @Test
  void defaultsAreThoseOfTheSpecification() {
    session.fetch("fake:a");
    FetcherConfig config = Objects.requireNonNull(FakeProvider.LAST.get());
    FetcherConfig defaults = FetcherConfig.defaults();
    assertEquals(defaults.maxConcurrency(), config.maxConcurrency());
    assertEquals(defaults.maxPerOrigin(), config.maxPerOrigin());
    assertEquals(defaults.defaultWindow(), config.defaultWindow());
    assertEquals(defaults.attemptTimeout(), config.attemptTimeout());
    assertEquals(defaults.connectTimeout(), config.connectTimeout());
    assertEquals(defaults.retry(), config.retry());
    assertEquals(defaults.redirects(), config.redirects());
    assertEquals(defaults.maxBodyBytes(), config.maxBodyBytes());
  }

  @Test
  void urlsComeFromArgumentsFilesAndStandardInputInTurn() throws IOException {
    Path file = Files.writeString(directory.resolve("my urls"), "\ufefffake:b\r\n\n # no\n fake:c");
    session.reading("#x\nfake:d\n\nfake:e\n");
    int code = session.fetch("--format", "csv", "fake:a", "@" + file, "-", "#f");
    assertEquals(0, code, session.err());
    assertEquals(
        List.of("fake:a", "fake:b", "fake:c", "fake:d", "fake:e", "#f"),
        session.lines().stream().skip(1).map(line -> line.split(",", 3)[1]).toList());
  }

  @Test
  void aFileMustBeReadable() {
    assertEquals(2, session.fetch("@" + directory.resolve("none")));
    assertTrue(session.err().contains("expected a readable file after the @"), session.err());
    assertEquals(2, new Session().fetch("@" + directory));
    assertEquals(2, new Session().fetch("@"));
  }

  @Test
  void anEmptyInputIsNoFailure() {
    assertEquals(0, session.reading("# nothing\n").fetch("-"));
    assertTrue(session.err().startsWith("0 targets in "), session.err());
  }

  @Test
  void bodiesAreSavedByIndexAndDigested() throws IOException {
    Path saved = directory.resolve("deep/er");
    session.fetch(
        "--save", saved.toString(), "--sha256", "--format=jsonl", "fake:a", "fake:TLS", "fake:404");
    assertArrayEquals(
        "fake:a".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(saved.resolve("0")));
    assertFalse(Files.exists(saved.resolve("1")));
    assertEquals("fake:404", Files.readString(saved.resolve("2")));
    String digest = "6193c53110236d24fe941f2afb7bb2d3dc1324f6daa2b0687368fe7e8f008846";
    assertTrue(session.lines().getFirst().contains("\"sha256\":\"" + digest), session.out());
    assertTrue(session.lines().get(1).contains("\"sha256\":null"), session.out());
  }

  @Test
  void aDirectoryThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertEquals(2, session.fetch("--save", file.toString(), "fake:a"));
    assertTrue(
        session.err().contains("--save is \"" + file + "\", expected a directory"), session.err());
  }

  @Test
  void rowsCanGoToAFile() throws IOException {
    Path file = directory.resolve("rows");
    assertEquals(0, session.fetch("--output", file.toString(), "--format=csv", "fake:a"));
    assertEquals(2, Files.readAllLines(file).size());
    assertEquals("", session.out());
  }

  @Test
  void redirectsAndDetailsHaveLinesOfTheirOwnInATable() {
    session.fetch("fake:moved", "fake:TLS");
    assertTrue(session.out().contains("\n         -> fake:there\n"), session.out());
    assertTrue(session.out().contains("\n         made up, \"quoted\"\n"), session.out());
  }

  @Test
  void aTerminalHasABarThatGivesWayToRows() {
    session.onTerminal().fetch("fake:a");
    assertTrue(session.err().contains("\u001b[K"), session.err());
    assertEquals(2, session.lines().size());
  }

  @Test
  void aPipeHasNoBar() {
    session.fetch("fake:a");
    assertFalse(session.err().contains("\u001b"), session.err());
    assertFalse(session.err().contains("\r"), session.err());
  }
}
