package dev.fetchfold.site.page;

import dev.fetchfold.FetcherProvider;
import dev.fetchfold.Fetchers;
import dev.fetchfold.site.Facts;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.CodeLine;
import dev.fetchfold.site.source.Dependencies.Library;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Paradigm;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The engines, one row each.
 *
 * @param aspects what lines are counted by
 * @param lines one per engine
 */
record Overview(List<Aspect> aspects, List<Line> lines) {

  /** One engine. */
  record Line(
      String engine,
      String description,
      List<String> libraries,
      String coordinates,
      Column column,
      List<Library> dependencies,
      List<String> code,
      Paradigm paradigm,
      List<Signature> verbs,
      String source) {

    String size() {
      long bytes = dependencies.stream().mapToLong(Library::bytes).sum();
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
  }

  static Overview of(Facts facts) {
    List<Line> lines = facts.engines().stream().map(each -> line(facts, each)).toList();
    return new Overview(Aspect.asRead(), lines);
  }

  private static Line line(Facts facts, EngineSources sources) {
    String name = sources.engine().name();
    FetcherProvider provider = provider(name);
    return new Line(
        name,
        provider.description(),
        libraries(provider),
        "dev.fetchfold:" + sources.engine().artifact() + ":" + facts.version(),
        facts.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow(),
        facts.dependencies().of(sources.engine()),
        Aspect.asRead().stream().map(aspect -> code(sources, aspect)).toList(),
        Paradigm.of(sources),
        Arrays.stream(Signature.Verb.values()).map(verb -> Signature.of(sources, verb)).toList(),
        "sources/" + name + "/" + sources.engine().prefix() + "Fetcher.html");
  }

  private static String code(EngineSources sources, Aspect aspect) {
    return sources
        .cut(aspect)
        .map(cut -> cut.lines().stream().filter(CodeLine::isCode).count())
        .map(String::valueOf)
        .orElse("elsewhere");
  }

  private static FetcherProvider provider(String name) {
    return Fetchers.providers().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Refused("engine " + name + " has sources and no provider"));
  }

  private static List<String> libraries(FetcherProvider provider) {
    return provider.libraries().entrySet().stream()
        .map(library -> (library.getKey() + " " + library.getValue()).strip())
        .sorted()
        .toList();
  }
}
