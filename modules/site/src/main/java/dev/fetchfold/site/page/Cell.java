package dev.fetchfold.site.page;

import java.util.List;

/**
 * One engine's code in a row.
 *
 * @param engine whose
 * @param file the name of the file it is in
 * @param link to where it stands in the whole file
 * @param lines what it says; empty if it is elsewhere
 * @param elsewhere where that is; empty if there are lines
 */
record Cell(String engine, String file, String link, List<ShownLine> lines, String elsewhere) {
  private static final int FEW = 4;

  static Cell elsewhere(String engine, String sentence) {
    return new Cell(engine, "", "", List.of(), sentence);
  }

  /** Lines that are not blank and not only comments. */
  long code() {
    return lines.stream().filter(line -> line.line().isCode()).count();
  }

  /** Whether the library does the whole aspect, so that there is next to nothing to write. */
  boolean isTheLibrarys() {
    return !lines.isEmpty() && code() <= FEW;
  }
}
