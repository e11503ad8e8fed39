package dev.fetchfold.cli;

/** Rows as text, line ends included. Used by one thread. */
interface RowWriter {

  /**
   * What stands before the first row.
   *
   * @return the text, empty where the format has none
   */
  String head();

  /**
   * One row.
   *
   * @param row the row
   * @return its text
   */
  String text(Row row);
}
