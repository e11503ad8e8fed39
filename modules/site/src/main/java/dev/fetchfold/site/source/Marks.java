package dev.fetchfold.site.source;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the ids of rules stand in the engines' sources: the lines that enforce them. */
public final class Marks {
  private final Map<String, List<Mark>> byRule = new TreeMap<>();
  private final Map<String, Set<Aspect>> aspects = new TreeMap<>();

  /**
   * A line with a rule's id in its comment.
   *
   * @param engine whose
   * @param file where
   * @param line the line
   */
  public record Mark(Engine engine, SourceFile file, CodeLine line) {}

  /**
   * Collects them.
   *
   * @param engines whose sources
   */
  public Marks(List<EngineSources> engines) {
    for (EngineSources engine : engines) {
      engine.files().forEach(file -> file.lines().forEach(line -> add(engine, file, line)));
      engine.cuts().forEach(this::add);
    }
  }

  private void add(EngineSources sources, SourceFile file, CodeLine line) {
    for (String rule : line.rules()) {
      byRule
          .computeIfAbsent(rule, key -> new ArrayList<>())
          .add(new Mark(sources.engine(), file, line));
    }
  }

  private void add(Aspect aspect, EngineSources.Cut cut) {
    for (CodeLine line : cut.lines()) {
      line.rules()
          .forEach(
              rule ->
                  aspects.computeIfAbsent(rule, key -> EnumSet.noneOf(Aspect.class)).add(aspect));
    }
  }

  /**
   * Every id that stands anywhere.
   *
   * @return ids, sorted
   */
  public Set<String> rules() {
    return byRule.keySet();
  }

  /**
   * Where a rule is enforced.
   *
   * @param rule its id
   * @return the lines, engine by engine
   */
  public List<Mark> of(String rule) {
    return byRule.getOrDefault(rule, List.of());
  }

  /**
   * In which aspects a rule is named by some engine.
   *
   * @param rule its id
   * @return the aspects
   */
  public Set<Aspect> aspects(String rule) {
    return aspects.getOrDefault(rule, Set.of());
  }

  /**
   * Which rules some engine names in an aspect.
   *
   * @param aspect the aspect
   * @return ids, sorted
   */
  public List<String> rules(Aspect aspect) {
    return aspects.entrySet().stream()
        .filter(entry -> entry.getValue().contains(aspect))
        .map(Map.Entry::getKey)
        .toList();
  }
}
