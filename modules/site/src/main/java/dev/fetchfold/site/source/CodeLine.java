package dev.fetchfold.site.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One line of code.
 *
 * @param number in its file, counted from 1
 * @param text what it says
 * @param pieces the same, cut where the colour changes
 */
public record CodeLine(int number, String text, List<Piece> pieces) {
  private static final Pattern RULE = Pattern.compile("\\b[A-Z]{2,8}-\\d\\d\\b");

  /**
   * A part of a line that has one colour.
   *
   * @param kind how it is coloured
   * @param text what it says
   */
  public record Piece(Kind kind, String text) {}

  /** What colours mean. */
  public enum Kind {
    /** Names, operators, blanks. */
    PLAIN,
    /** A word of the language. */
    KEYWORD,
    /** A type's name. */
    TYPE,
    /** A method's name where it is declared. */
    METHOD,
    /** Text, characters and numbers. */
    LITERAL,
    /** An annotation. */
    ANNOTATION,
    /** A comment. */
    COMMENT,
    /** A rule's id in a comment. */
    RULE
  }

  /**
   * The rules whose ids stand in its comments.
   *
   * @return ids, in their order
   */
  public List<String> rules() {
    return pieces.stream().filter(piece -> piece.kind() == Kind.RULE).map(Piece::text).toList();
  }

  /**
   * Whether there is more on it than comments.
   *
   * @return false for a blank line, too
   */
  public boolean isCode() {
    return pieces.stream().anyMatch(piece -> !isComment(piece.kind()) && !piece.text().isBlank());
  }

  private static boolean isComment(Kind kind) {
    return kind == Kind.COMMENT || kind == Kind.RULE;
  }

  /**
   * The same without its indentation.
   *
   * @return a line that begins with what is on it
   */
  public CodeLine outdented() {
    return outdented(text.length() - text.stripLeading().length());
  }

  /** Cuts the ids of rules out of a comment. */
  static List<Piece> comment(String text) {
    List<Piece> pieces = new ArrayList<>();
    int end = 0;
    for (MatchResult id : RULE.matcher(text).results().toList()) {
      add(pieces, Kind.COMMENT, text.substring(end, id.start()));
      add(pieces, Kind.RULE, id.group());
      end = id.end();
    }
    add(pieces, Kind.COMMENT, text.substring(end));
    return pieces;
  }

  private static void add(List<Piece> pieces, Kind kind, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(kind, text));
    }
  }

  /** The same lines without the indentation that they share, and without blank ones around. */
  static List<CodeLine> outdented(List<CodeLine> lines) {
    int indent =
        lines.stream()
            .filter(line -> !line.text().isBlank())
            .mapToInt(line -> line.text().length() - line.text().stripLeading().length())
            .min()
            .orElse(0);
    List<CodeLine> all = lines.stream().map(line -> line.outdented(indent)).toList();
    int first = 0;
    int last = all.size();
    while (first < last && all.get(first).text().isBlank()) {
      first++;
    }
    while (last > first && all.get(last - 1).text().isBlank()) {
      last--;
    }
    return all.subList(first, last);
  }

  private CodeLine outdented(int indent) {
    if (text.isBlank()) {
      return new CodeLine(number, "", List.of());
    }
    List<Piece> rest = new ArrayList<>();
    int left = indent;
    for (Piece piece : pieces) {
      int cut = Math.min(left, piece.text().length());
      add(rest, piece.kind(), piece.text().substring(cut));
      left -= cut;
    }
    return new CodeLine(number, text.substring(indent), rest);
  }
}
