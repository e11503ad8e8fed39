package dev.fetchfold.site.browser;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.Samples;
import dev.fetchfold.site.page.Pages;
import dev.fetchfold.site.source.Dependencies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The site of this project with results and figures of a stranger: something to look at. */
final class SampleSite {
  private SampleSite() {}

  static Path write() {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "sample").toAbsolutePath();
      Path recorded = directory.resolve("recorded");
      Samples.copy("stranger.json", recorded.resolve("modules/site/results"));
      Samples.copy("figures.json", recorded.resolve("modules/benchmarks/recorded"));
      Samples.copy("kill-matrix.json", recorded.resolve("modules/conformance-kit"));
      Path site = directory.resolve("site");
      Dependencies dependencies =
          Dependencies.read(
              Path.of("target/dependencies.json"), System.getProperty("java.class.path"));
      Pages.write(Facts.read(Samples.ROOT, recorded, "1.0", dependencies), site);
      return site;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
