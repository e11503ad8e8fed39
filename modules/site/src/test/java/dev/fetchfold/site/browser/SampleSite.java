package dev.fetchfold.site.browser;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.Samples;
import dev.fetchfold.site.page.Pages;
import dev.fetchfold.site.source.Dependencies;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The site of this project with results and figures of strangers: something to look at. */
final class SampleSite {
  private SampleSite() {}

  static Path write() {
    return write(SampleSite::record);
  }

  /** The same before anything was recorded. */
  static Path empty() {
    return write(recorded -> {});
  }

  /** What puts files where they are recorded. */
  private interface Recorder {
    void record(Path recorded) throws IOException;
  }

  private static void record(Path recorded) throws IOException {
    for (EngineSources sources : Engines.read(Samples.ROOT)) {
      Path results = recorded.resolve(sources.engine().module()).resolve("target/fetchfold");
      Path file = Samples.copy("engine.json", results);
      Files.move(file, file.resolveSibling(sources.engine().name() + ".json"));
    }
    Samples.copy("stranger.json", recorded.resolve("modules/site/results"));
    Samples.copy("kill-matrix.json", recorded.resolve("modules/conformance-kit"));
    Path figures = Samples.copy("figures.json", recorded.resolve("modules/benchmarks/recorded"));
    String earlier = Files.readString(figures).replace("2026-01-01", "2025-01-01");
    Files.writeString(figures.resolveSibling("earlier.json"), earlier);
  }

  private static Path write(Recorder recorder) {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "sample").toAbsolutePath();
      Path recorded = directory.resolve("recorded");
      recorder.record(recorded);
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
