package dev.fetchfold.site;

import dev.fetchfold.site.page.Pages;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.results.Columns;
import dev.fetchfold.site.source.Dependencies;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Engines;
import dev.fetchfold.site.source.Shared;
import dev.fetchfold.site.spec.Specification;
import java.nio.file.Path;
import java.util.List;

/** Run by the build: {@code Main PROJECT SITE VERSION DEPENDENCIES}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length != 4) {
      System.err.println("usage: Main PROJECT SITE VERSION DEPENDENCIES");
      System.exit(2);
    }
    Path site = Path.of(args[1]);
    try {
      Pages.write(facts(Path.of(args[0]), args[2], Path.of(args[3])), site);
    } catch (Refused e) {
      System.err.println("site: " + e.getMessage());
      System.exit(1);
    }
    System.out.println("site: " + site.resolve("index.html"));
  }

  private static Facts facts(Path root, String version, Path tree) {
    List<EngineSources> engines = Engines.read(root);
    List<Column> columns = Columns.read(root, engines.stream().map(EngineSources::engine).toList());
    return Facts.of(
        version,
        engines,
        Shared.read(root),
        Specification.read(root),
        columns,
        Dependencies.read(tree, System.getProperty("java.class.path")));
  }
}
