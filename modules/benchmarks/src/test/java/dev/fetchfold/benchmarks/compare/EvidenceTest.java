package dev.fetchfold.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from others: the kit's results, Maven's tree, {@code wrk}'s words. */
class EvidenceTest {
  private static final String COMMIT = "0123456789012345678901234567890123456789";

  @TempDir private Path home = Path.of("");

  @Test
  void anEngineConformsAtItsCommit() throws IOException {
    result(COMMIT, "\"pass\": 300, \"untestable\": 4");
    assertEquals(
        new Conformance.Conforms("none of 304 results of the kit at this commit is bad"),
        finding(COMMIT));
  }

  @Test
  void badResultsAreCounted() throws IOException {
    result(COMMIT, "\"pass\": 300, \"fail\": 2, \"flaky\": 1");
    assertEquals(
        new Conformance.Doubtful("3 of 303 results of the kit at this commit are bad"),
        finding(COMMIT));
  }

  @Test
  void anotherCommitSaysNothing() throws IOException {
    result("abcdefghijkl", "\"pass\": 300");
    assertEquals(
        new Conformance.Doubtful("conformance not checked at this commit, but at abcdefghi"),
        finding(COMMIT));
  }

  @Test
  void filesThatDifferAreSaid() throws IOException {
    result(COMMIT + "-dirty", "\"pass\": 300");
    assertTrue(finding(COMMIT).text().endsWith("but files differ from it"));
  }

  @Test
  void aSelectionOfRulesIsNotEnough() throws IOException {
    write("\"run\": {\"rules\": [\"BOUND-*\"]}", COMMIT, "\"pass\": 30");
    assertEquals(
        new Conformance.Doubtful("conformance checked in part only at this commit"),
        finding(COMMIT));
  }

  @Test
  void whatIsNotThereIsNotChecked() {
    assertEquals(
        new Conformance.Doubtful("conformance not checked at this commit"), finding(COMMIT));
  }

  private Conformance.Finding finding(String commit) {
    return Conformance.of(List.of("x"), home, commit).values().iterator().next();
  }

  private void result(String commit, String tally) throws IOException {
    write("\"run\": {\"rules\": [], \"faces\": []}", commit, tally);
  }

  private void write(String run, String commit, String tally) throws IOException {
    Path directory = Files.createDirectories(home.resolve("x-impl/target/fetchfold"));
    String engine = "{\"version\": 1, \"engine\": {\"name\": \"x\"}, ";
    String environment = "\"environment\": {\"commit\": \"" + commit + "\"}, ";
    Files.writeString(
        directory.resolve("x.json"),
        engine + environment + "\"tally\": {" + tally + "}, " + run + "}");
  }

  @Test
  void dependenciesAreFollowedThroughWhatIsOmitted() {
    String tree =
        """
        dev.fetchfold:all:jar:1
        +- dev.fetchfold:a:jar:1:compile
        |  +- org.b:b:jar:2.0:compile
        |  |  \\- org.c:c:jar:linux-x86_64:3:runtime
        |  \\- org.d:d:jar:4:compile
        \\- dev.fetchfold:e:jar:1:compile
           \\- (org.b:b:jar:2.0:compile - omitted for duplicate)
        """;
    List<String> jars = Dependencies.parse(tree).weigh("dev.fetchfold:e").jars();
    assertEquals(List.of("b-2.0.jar", "c-3-linux-x86_64.jar"), jars);
  }

  @Test
  void wrkIsUnderstood() throws IOException {
    Figures figures =
        WrkRun.figures(
            """
            Running 1s test @ http://127.0.0.1:1/bytes/280
              1 threads and 64 connections
              20000 requests in 1.00s, 7.00MB read
              Non-2xx or 3xx responses: 200
            Requests/sec:  19999.50
            """);
    assertEquals(19_999.5, figures.values().get(Measure.FETCHES_PER_SECOND));
    assertEquals(1.0, figures.values().get(Measure.ERROR_PERCENT));
    assertThrows(IOException.class, () -> WrkRun.figures("unable to connect"));
  }

  @Test
  void figuresHaveThreeDigits() {
    assertEquals("12,346", Shown.number(12_345.6));
    assertEquals("12.3", Shown.number(12.34));
    assertEquals("1.23", Shown.number(1.234));
    assertEquals("64", Shown.number(64));
    assertEquals("2 (1.50–3)", Shown.interval(Interval.of(List.of(1.5, 3.0, 2.0))));
  }
}
