package dev.fetchfold.benchmarks.compare;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of HTML. */
final class Html {
  private Html() {}

  /** Text that may hold anything. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String paragraph(String sentence) {
    return "<p>" + text(sentence) + "</p>\n";
  }

  static String warning(String sentence) {
    return "<p class=\"warning\">" + text(sentence) + "</p>\n";
  }

  static String table(String caption, List<String> head, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table><caption>");
    table.append(text(caption)).append("</caption>\n").append(row("th", head));
    rows.forEach(row -> table.append(row("td", row)));
    return table.append("</table></div>\n").toString();
  }

  private static String row(String cell, List<String> cells) {
    return cells.stream()
        .map(text -> "<" + cell + ">" + text(text) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }
}
