package dev.fetchfold.site.page;

import java.util.List;

/**
 * One engine's code in a row.
 *
 * @param engine whose
 * @param file the name of the file it is in
 * @param link to where it stands in the whole file
 * @param lines what it says
 */
record Cell(String engine, String file, String link, List<ShownLine> lines) {
  private static final int FEW = 4;

  /** Lines that are not blank and not only comments. */
  long code() {
    return lines.stream().filter(line -> line.line().isCode()).count();
  }

  /** Whether the library does the whole aspect, so that there is next to nothing to write. */
  boolean isTheLibrarys() {
    return code() <= FEW;
  }
}
