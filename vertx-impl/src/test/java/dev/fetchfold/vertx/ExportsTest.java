package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** On a module path Vert.x can be used by the packages that it exports, and by no others. */
class ExportsTest {
  /** In an import or elsewhere: what stands before the name of a class. */
  private static final Pattern PACKAGE =
      Pattern.compile("\\bio\\.vertx(?:\\.[a-z]\\w*)+(?=\\.(?:[A-Z]|\\*))");

  @Test
  void whatTheSourcesNameIsExported() throws Exception {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      hidden(Files.readString(source)).forEach(name -> found.add(source + ": " + name));
    }
    assertEquals(List.of(), found);
  }

  @Test
  void whatIsNotExportedIsFound() throws Exception {
    String impl = "io.vertx.core" + ".http.impl"; // in two parts, since this is a source too
    assertEquals(List.of(impl), hidden("import " + impl + ".HttpClientImpl;"));
    assertEquals(List.of(impl), hidden("import static " + impl + ".HttpUtils.*;"));
    assertEquals(List.of(impl), hidden("return (" + impl + ".HttpClientImpl) client;"));
    assertEquals(List.of(), hidden("import io.vertx.core.http.HttpClient;"));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static List<String> hidden(String source) throws URISyntaxException {
    Set<String> hidden = hidden();
    return PACKAGE
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(hidden::contains)
        .toList();
  }

  /** The packages of Vert.x that it keeps to itself, or exports to its own tests. */
  private static Set<String> hidden() throws URISyntaxException {
    ModuleDescriptor vertx = vertx();
    Set<String> hidden = new HashSet<>(vertx.packages());
    vertx.exports().stream()
        .filter(exports -> !exports.isQualified())
        .forEach(exports -> hidden.remove(exports.source()));
    return hidden;
  }

  private static ModuleDescriptor vertx() throws URISyntaxException {
    Path jar = Path.of(Vertx.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return ModuleFinder.of(jar).find("io.vertx.core").orElseThrow().descriptor();
  }
}
