package dev.fetchfold.site.figures;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tables in documents. */
final class Tables {
  static final Path ROOT = Path.of("../..");

  private Tables() {}

  static String row(Stream<String> cells) {
    return cells.collect(joining(" | ", "| ", " |\n"));
  }

  /** The message is what to put there. */
  static void expect(String document, String table) throws IOException {
    String text = Files.readString(ROOT.resolve(document));
    assertTrue(text.contains(table), document + " does not have the newest figures:\n\n" + table);
  }
}
