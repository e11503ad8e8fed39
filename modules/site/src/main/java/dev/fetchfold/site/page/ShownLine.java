package dev.fetchfold.site.page;

import dev.fetchfold.site.source.CodeLine;
import java.util.List;

/**
 * A line of code in a cell.
 *
 * @param line the line
 * @param in the engines that have the same line in their cell of the same row
 * @param likeness how many those are
 */
record ShownLine(CodeLine line, List<String> in, Likeness likeness) {

  /** What a line's grey says. */
  enum Likeness {
    /** Few have it. */
    OWN,
    /** Most have it. */
    COMMON
  }

  /** The classes of its element: its indentation is where a line that is broken goes on. */
  String style() {
    String text = line.text();
    int indent = Math.min(12, (text.length() - text.stripLeading().length()) / 2);
    return likeness == Likeness.COMMON ? "l i" + indent + " common" : "l i" + indent;
  }

  /** What stands before a comment at the end; all of a line that has none, or nothing else. */
  List<CodeLine.Piece> front() {
    return line.pieces().subList(0, tailAt());
  }

  /** A comment behind code: where there is no room for it, it goes to the next line whole. */
  List<CodeLine.Piece> tail() {
    return line.pieces().subList(tailAt(), line.pieces().size());
  }

  private int tailAt() {
    List<CodeLine.Piece> pieces = line.pieces();
    for (int i = 1; i < pieces.size(); i++) {
      if (pieces.get(i).kind() == CodeLine.Kind.COMMENT && line.isCode()) {
        return i;
      }
    }
    return pieces.size();
  }

  /** The class of a piece of it. */
  static String style(CodeLine.Kind kind) {
    return switch (kind) {
      case PLAIN -> "";
      case KEYWORD -> "k";
      case TYPE -> "t";
      case METHOD -> "m";
      case LITERAL -> "s";
      case ANNOTATION -> "a";
      case COMMENT -> "c";
      case RULE -> "r";
    };
  }

  /** A line that is shown by itself. */
  static ShownLine alone(CodeLine line) {
    return new ShownLine(line, List.of(), Likeness.OWN);
  }

  String engines() {
    return String.join(" ", in);
  }
}
