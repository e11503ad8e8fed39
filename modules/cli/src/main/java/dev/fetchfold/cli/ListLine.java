package dev.fetchfold.cli;

/** What a line of a list holds, where it is neither blank nor a comment. */
sealed interface ListLine permits ListLine.Url, NoUrl {

  /**
   * A URL, or what at least reads as text.
   *
   * @param text without surrounding white space
   */
  record Url(String text) implements ListLine {}
}
