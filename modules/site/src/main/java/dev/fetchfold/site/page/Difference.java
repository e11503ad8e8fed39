package dev.fetchfold.site.page;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import dev.fetchfold.site.source.CodeLine;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Role;
import dev.fetchfold.site.source.SourceFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What one engine has to change to become another.
 *
 * @param from the one
 * @param to the other
 * @param files file by file
 */
record Difference(String from, String to, List<FileDifference> files) {

  /** One file in both. */
  record FileDifference(String role, List<Pair> rows) {
    long same() {
      return rows.stream().filter(row -> row.style().equals("equal")).count();
    }

    int lines() {
      return rows.size();
    }
  }

  /** Two lines that stand beside each other; one of them may be empty. */
  record Pair(String style, String left, String right) {}

  static Difference between(EngineSources from, EngineSources to) {
    List<FileDifference> files =
        Arrays.stream(Role.values())
            .map(role -> difference(role, from.file(role), to.file(role)))
            .toList();
    return new Difference(from.engine().name(), to.engine().name(), files);
  }

  private static FileDifference difference(Role role, SourceFile from, SourceFile to) {
    DiffRowGenerator generator = DiffRowGenerator.create().lineNormalizer(line -> line).build();
    List<Pair> rows =
        generator.generateDiffRows(text(from), text(to)).stream().map(Difference::pair).toList();
    return new FileDifference(role.title(), rows);
  }

  private static List<String> text(SourceFile file) {
    return file.shown().stream().map(CodeLine::text).toList();
  }

  private static Pair pair(DiffRow row) {
    return new Pair(
        row.getTag().name().toLowerCase(Locale.ROOT), row.getOldLine(), row.getNewLine());
  }
}
