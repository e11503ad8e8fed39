package dev.fetchfold.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import dev.fetchfold.reactor.ReactorFetcher;
import dev.fetchfold.virtual.VirtualFetcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The README shows code that was compiled and run, and files that are there. */
class ReadmeTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path README = ROOT.resolve("README.md");
  private static final Path EXAMPLES = Path.of("src/test/java/dev/fetchfold/cli/docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private final OriginServer server = OriginServer.start().on("/a", Script.text("alpha"));

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void everyBlockOfJavaIsARegionOfATestSource() throws IOException {
    List<String> regions = new ArrayList<>(Documents.regions(EXAMPLES).values());
    List<String> blocks = new ArrayList<>(Documents.blocks(README, "java"));
    regions.sort(null);
    blocks.sort(null);
    assertEquals(String.join("\n", regions), String.join("\n", blocks));
  }

  @Test
  void everyLinkToAFileLeadsToOne() throws IOException {
    for (Path document : List.of(README, ROOT.resolve(".github/CONTRIBUTING.md"))) {
      LINK.matcher(Files.readString(document))
          .results()
          .map(link -> document.resolveSibling(link.group(1)))
          .forEach(file -> assertTrue(Files.exists(file), () -> document + ": " + file));
    }
  }

  @Test
  void fetches() throws InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> urls = List.of(server.url("/a"), "no url", server.url("/b"));
    Examples.fetch(urls, new PrintStream(printed, true, StandardCharsets.UTF_8));
    List<String> lines = Arrays.asList(printed.toString(StandardCharsets.UTF_8).split("\\R"));
    assertEquals("200 " + server.url("/a"), lines.get(0));
    assertTrue(lines.get(1).startsWith("INVALID_TARGET "), lines::toString);
    assertEquals("404 " + server.url("/b"), lines.get(2));
  }

  @Test
  void hedges() throws InterruptedException {
    try (Fetcher fetcher = VirtualFetcher.open()) {
      Optional<Outcome> first = Examples.hedge(fetcher, server.url("/a"));
      assertEquals(0, first.orElseThrow().index());
    }
  }

  @Test
  void fluxes() {
    try (ReactorFetcher fetcher = ReactorFetcher.open()) {
      List<String> urls = List.of(server.url("/a"), server.url("/missing"));
      assertEquals(
          List.of("alpha"), Examples.reactor(fetcher, urls).collectList().blockOptional().get());
    }
  }

  /** One rule of the kit is enough here: the engine's own conformance test runs them all. */
  @Test
  void conforms() {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(KitExample.MyConformanceTest.class))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    System.setProperty("fetchfold.rules", "BATCH-01");
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      System.clearProperty("fetchfold.rules");
    }
    TestExecutionSummary summary = listener.getSummary();
    assertEquals(List.of(), summary.getFailures());
    assertTrue(summary.getTestsSucceededCount() > 0, "no check was run");
  }
}
