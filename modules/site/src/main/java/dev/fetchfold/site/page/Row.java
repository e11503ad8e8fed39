package dev.fetchfold.site.page;

import dev.fetchfold.site.page.ShownLine.Likeness;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.CodeLine;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The same thing in every engine.
 *
 * @param id its anchor
 * @param title what it is called
 * @param question what one looks for in it
 * @param rules the ids that some engine names in it
 * @param cells one per engine
 */
record Row(String id, String title, String question, List<String> rules, List<Cell> cells) {

  /** What goes into a row, before its lines are compared. */
  record Part(EngineSources sources, SourceFile file, List<CodeLine> lines) {}

  /** A row in which engines may say that theirs is elsewhere. */
  static Row of(Aspect aspect, List<String> rules, List<EngineSources> engines) {
    List<Part> parts = engines.stream().flatMap(each -> part(aspect, each).stream()).toList();
    Row row = of(aspect.region(), aspect.title(), aspect.question(), rules, parts);
    List<Cell> cells =
        engines.stream()
            .map(each -> row.cell(each.engine().name()).orElseGet(() -> elsewhere(aspect, each)))
            .toList();
    return new Row(row.id(), row.title(), row.question(), rules, cells);
  }

  private static Optional<Part> part(Aspect aspect, EngineSources sources) {
    return sources.cut(aspect).map(cut -> new Part(sources, cut.file(), cut.lines()));
  }

  private static Cell elsewhere(Aspect aspect, EngineSources sources) {
    String sentence = sources.engine().elsewhere().getOrDefault(aspect.region(), "");
    return Cell.elsewhere(sources.engine().name(), sentence);
  }

  private Optional<Cell> cell(String engine) {
    return cells.stream().filter(cell -> cell.engine().equals(engine)).findFirst();
  }

  static Row of(String id, String title, String question, List<String> rules, List<Part> parts) {
    Map<String, Set<String>> having = having(parts);
    List<Cell> cells = new ArrayList<>();
    for (Part part : parts) {
      cells.add(cell(part, having, parts.size()));
    }
    return new Row(id, title, question, rules, cells);
  }

  /** Which engines have a line, wherever in the row and however indented. */
  private static Map<String, Set<String>> having(List<Part> parts) {
    Map<String, Set<String>> having = new HashMap<>();
    for (Part part : parts) {
      String engine = part.sources().engine().name();
      for (CodeLine line : part.lines()) {
        having.computeIfAbsent(line.text().strip(), key -> new LinkedHashSet<>()).add(engine);
      }
    }
    return having;
  }

  private static Cell cell(Part part, Map<String, Set<String>> having, int engines) {
    String engine = part.sources().engine().name();
    List<ShownLine> lines =
        part.lines().stream()
            .map(line -> shown(line, having.getOrDefault(line.text().strip(), Set.of()), engines))
            .toList();
    int first = part.lines().isEmpty() ? 1 : part.lines().getFirst().number();
    String link = "sources/" + engine + "/" + part.file().type() + ".html#L" + first;
    return new Cell(engine, part.file().name(), link, lines, "");
  }

  private static ShownLine shown(CodeLine line, Set<String> engines, int all) {
    Likeness likeness = engines.size() * 2 > all ? Likeness.COMMON : Likeness.OWN;
    return new ShownLine(line, List.copyOf(engines), likeness);
  }
}
