package dev.fetchfold.cli;

import java.util.Locale;
import java.util.Optional;

/**
 * One line per target, and below it, indented, what else there is to say. A URL too long for the
 * width loses its middle; the other formats keep it.
 */
final class TableRows implements RowWriter {
  private static final String INDENT = " ".repeat(9);

  private final int room;
  private final int below;

  TableRows(int columns) {
    this.room = Math.max(20, columns - 54);
    this.below = columns - INDENT.length();
  }

  @Override
  public String head() {
    return line("index", "result", "size", "tries", "time", "url");
  }

  @Override
  public String text(Row row) {
    String main =
        line(
            row.index(),
            row.status().map(Object::toString).orElseGet(() -> row.reason().orElseThrow().name()),
            row.size().map(Human::bytes).orElse("-"),
            row.attempts(),
            Human.millis(row.elapsedMs()),
            fit(row.url(), room));
    return main
        + below("-> ", row.finalUrl().filter(url -> !url.equals(row.url())))
        + below("sha256 ", row.sha256())
        + below("status ", row.headStatus().map(Object::toString))
        + below("", row.detail());
  }

  private static String line(
      Object index, Object result, Object size, Object tries, Object time, String url) {
    return String.format(
            Locale.ROOT, "%7s  %-17s  %8s  %5s  %7s  ", index, result, size, tries, time)
        + url
        + "\n";
  }

  private String below(String label, Optional<String> value) {
    return value.map(text -> INDENT + fit(label + text, below) + "\n").orElse("");
  }

  /** A URL or a sentence must not move the cursor either. */
  private static String fit(String text, int room) {
    String printable = text.replaceAll("\\p{Cntrl}", "?");
    if (printable.length() <= room) {
      return printable;
    }
    int tail = room / 3;
    return printable.substring(0, room - tail - 3)
        + "..."
        + printable.substring(printable.length() - tail);
  }
}
