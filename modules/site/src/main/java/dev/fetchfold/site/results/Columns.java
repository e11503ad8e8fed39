package dev.fetchfold.site.results;

import dev.fetchfold.site.Refused;
import dev.fetchfold.site.source.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of the matrix: the engines', from where their tests have written results, and those
 * of third parties, whose files were put into {@code modules/site/results}.
 */
public final class Columns {
  private static final String WRITTEN = "target/fetchfold";
  private static final String DROPPED = "modules/site/results";

  private Columns() {}

  /**
   * Reads them.
   *
   * @param root the project's directory
   * @param engines in the order of their columns; one without results has an empty column
   * @return the columns, third parties last
   * @throws Refused if a file is not what the kit writes, or two have one name
   */
  public static List<Column> read(Path root, List<Engine> engines) {
    List<Column> columns = new ArrayList<>();
    engines.forEach(engine -> columns.add(column(root, engine)));
    for (Path file : dropped(root)) {
      ResultFile results = ResultFile.read(file);
      if (columns.stream().anyMatch(column -> column.name().equals(results.name()))) {
        throw new Refused(file + " is of \"" + results.name() + "\", which has a column already");
      }
      columns.add(results.column(results.name()));
    }
    return columns;
  }

  private static Column column(Path root, Engine engine) {
    Path file = root.resolve(engine.module()).resolve(WRITTEN).resolve(engine.name() + ".json");
    return Files.exists(file)
        ? ResultFile.read(file).column(engine.name())
        : Column.empty(engine.name());
  }

  private static List<Path> dropped(Path root) {
    Path directory = root.resolve(DROPPED);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new Refused(directory + " cannot be read: " + e, e);
    }
  }
}
