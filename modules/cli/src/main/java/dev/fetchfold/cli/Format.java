package dev.fetchfold.cli;

import java.util.Locale;

/** How rows are written. */
enum Format {
  /** For people. */
  TABLE {
    @Override
    RowWriter writer(int columns) {
      return new TableRows(columns);
    }
  },
  /** One JSON object a line. */
  JSONL {
    @Override
    RowWriter writer(int columns) {
      return new JsonRows();
    }
  },
  /** RFC 4180. */
  CSV {
    @Override
    RowWriter writer(int columns) {
      return new CsvRows();
    }
  };

  /**
   * A writer of this format.
   *
   * @param columns the width to keep to, where the format has one
   * @return a new writer
   */
  abstract RowWriter writer(int columns);

  /** As it is typed, and shown in the help. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
