package dev.fetchfold.site.page;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.fetchfold.site.source.CodeLine;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Role;
import dev.fetchfold.site.source.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What one engine has to change to become another.
 *
 * @param from the one
 * @param to the other
 * @param files file by file
 */
record Difference(String from, String to, List<FileDifference> files) {

  /** One file in both. */
  record FileDifference(Role role, List<Pair> rows) {
    long same() {
      return rows.stream().filter(row -> row.style().equals("equal")).count();
    }

    int lines() {
      return rows.size();
    }
  }

  /** Two lines that stand beside each other, or one that stands alone. */
  record Pair(Optional<ShownLine> left, Optional<ShownLine> right, Likeness likeness) {
    String style() {
      if (likeness == Likeness.EQUAL) {
        return "equal";
      }
      return (left.isPresent() ? "left " : "") + (right.isPresent() ? "right" : "");
    }
  }

  /** Whether two lines say the same. */
  enum Likeness {
    EQUAL,
    CHANGED
  }

  static Difference between(EngineSources from, EngineSources to) {
    List<FileDifference> files =
        Arrays.stream(Role.values())
            .map(role -> new FileDifference(role, pairs(from.file(role), to.file(role))))
            .toList();
    return new Difference(from.engine().name(), to.engine().name(), files);
  }

  private static List<Pair> pairs(SourceFile from, SourceFile to) {
    Pairing pairing = new Pairing(body(from), body(to));
    for (AbstractDelta<String> delta : pairing.deltas()) {
      pairing.equal(delta.getSource().getPosition());
      pairing.changed(delta.getSource().size(), delta.getTarget().size());
    }
    pairing.equal(pairing.left.size());
    return pairing.pairs;
  }

  /** Goes through both files at once. */
  private static final class Pairing {
    private final List<CodeLine> left;
    private final List<CodeLine> right;
    private final List<Pair> pairs = new ArrayList<>();
    private int l;
    private int r;

    Pairing(List<CodeLine> left, List<CodeLine> right) {
      this.left = left;
      this.right = right;
    }

    List<AbstractDelta<String>> deltas() {
      return DiffUtils.diff(text(left), text(right)).getDeltas();
    }

    void equal(int end) {
      while (l < end) {
        pairs.add(new Pair(shown(left, l++), shown(right, r++), Likeness.EQUAL));
      }
    }

    void changed(int gone, int come) {
      for (int i = 0; i < Math.max(gone, come); i++) {
        Optional<ShownLine> old = i < gone ? shown(left, l + i) : Optional.empty();
        Optional<ShownLine> fresh = i < come ? shown(right, r + i) : Optional.empty();
        pairs.add(new Pair(old, fresh, Likeness.CHANGED));
      }
      l += gone;
      r += come;
    }

    private static Optional<ShownLine> shown(List<CodeLine> lines, int i) {
      return Optional.of(ShownLine.alone(lines.get(i)));
    }
  }

  /** From the first line behind the imports, which say little and differ much. */
  private static List<CodeLine> body(SourceFile file) {
    List<CodeLine> lines = file.shown();
    int first = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).text().matches("(package|import) .*")) {
        first = i + 1;
      }
    }
    while (first < lines.size() && lines.get(first).text().isBlank()) {
      first++;
    }
    return lines.subList(first, lines.size());
  }

  private static List<String> text(List<CodeLine> lines) {
    return lines.stream().map(CodeLine::text).toList();
  }
}
