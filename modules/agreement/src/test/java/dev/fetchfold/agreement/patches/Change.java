package dev.fetchfold.agreement.patches;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Consecutive lines of a file, and what stands there instead. Indentation, blank lines and comments
 * are not compared, so that a patch outlives what does not matter to it.
 *
 * @param file a file of the engine, or a path from the root of the repository
 * @param lines those to be found, behind a blank or a {@code -}, and those to be put there, behind
 *     a blank or a {@code +}
 */
record Change(String file, List<String> lines) {

  /**
   * The text of the file with this change.
   *
   * @throws Refused if the lines are not there, or more than once
   */
  String applied(String text) {
    List<String> before = text.lines().toList();
    List<Integer> code = new ArrayList<>();
    for (int line = 0; line < before.size(); line++) {
      if (!code(before.get(line)).isEmpty()) {
        code.add(line);
      }
    }
    List<String> find = without('+').map(Change::code).filter(each -> !each.isEmpty()).toList();
    int place = place(find, code.stream().map(before::get).map(Change::code).toList());
    int from = code.get(place);
    int to = code.get(place + find.size() - 1);
    List<String> after = new ArrayList<>(before.subList(0, from));
    without('-').forEach(after::add);
    after.addAll(before.subList(to + 1, before.size()));
    return String.join("\n", after) + "\n";
  }

  private int place(List<String> find, List<String> code) {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place + find.size() <= code.size(); place++) {
      if (code.subList(place, place + find.size()).equals(find)) {
        places.add(place);
      }
    }
    if (find.isEmpty() || places.size() != 1) {
      throw new Refused(
          file + ": found " + places.size() + " times, expected once:\n" + String.join("\n", find));
    }
    return places.getFirst();
  }

  private Stream<String> without(char sign) {
    return lines.stream().filter(line -> line.charAt(0) != sign).map(line -> line.substring(1));
  }

  /** A line without its comment; empty if it is one. */
  private static String code(String line) {
    String stripped = line.strip();
    boolean inComment = stripped.startsWith("*") || stripped.startsWith("/*");
    return inComment ? "" : stripped.replaceFirst("\\s*//.*", "");
  }
}
