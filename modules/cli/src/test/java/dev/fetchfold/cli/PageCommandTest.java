package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the page is. */
class PageCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path site = Path.of("");

  @Test
  void itsPathIsPrinted() throws Exception {
    Path page = Files.createFile(site.resolve("index.html"));
    assertEquals(ExitCode.OK, run());
    assertEquals(page + System.lineSeparator(), out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aPageThatIsNotThereIsSaidNotToBe() {
    assertEquals(ExitCode.NOT_ALL, run());
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("there is no page at " + site.resolve("index.html")), said);
  }

  private int run() {
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Streams.FarEnd.PIPE,
            Streams.FarEnd.PIPE,
            80);
    return Main.run(streams, "page", "--site", site.toString());
  }
}
