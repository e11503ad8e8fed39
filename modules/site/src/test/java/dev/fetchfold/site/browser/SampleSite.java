package dev.fetchfold.site.browser;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.Samples;
import dev.fetchfold.site.page.Pages;
import dev.fetchfold.site.results.Columns;
import dev.fetchfold.site.source.Dependencies;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Engines;
import dev.fetchfold.site.source.Shared;
import dev.fetchfold.site.spec.Specification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The site of this project with the results of a stranger, so that there is something to filter.
 */
final class SampleSite {
  private SampleSite() {}

  static Path write() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "sample").toAbsolutePath();
      Samples.copy("stranger.json", directory.resolve("project/modules/site/results"));
      Path site = directory.resolve("site");
      Pages.write(facts(directory.resolve("project")), site);
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Facts facts(Path results) {
    List<EngineSources> engines = Engines.read(Samples.ROOT);
    return Facts.of(
        "1.0",
        engines,
        Shared.read(Samples.ROOT),
        Specification.read(Samples.ROOT),
        Columns.read(results, engines.stream().map(EngineSources::engine).toList()),
        Dependencies.read(
            Path.of("target/dependencies.json"), System.getProperty("java.class.path")));
  }
}
