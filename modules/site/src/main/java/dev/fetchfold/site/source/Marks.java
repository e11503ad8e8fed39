package dev.fetchfold.site.source;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the ids of rules stand in the sources: the lines that enforce them. */
public final class Marks {
  private final Map<String, List<Mark>> byRule = new TreeMap<>();
  private final Map<String, Set<Aspect>> aspects = new TreeMap<>();

  /**
   * A line with a rule's id in its comment.
   *
   * @param owner the name of the engine, or of what engines share
   * @param file where
   * @param line the line
   */
  public record Mark(String owner, SourceFile file, CodeLine line) {}

  /**
   * Collects them.
   *
   * @param engines whose sources
   * @param shared and what those share
   */
  public Marks(List<EngineSources> engines, List<Shared> shared) {
    for (EngineSources engine : engines) {
      engine.files().forEach(file -> add(engine.engine().name(), file));
      engine.cuts().forEach(this::add);
    }
    shared.forEach(each -> each.files().forEach(file -> add(each.name(), file)));
  }

  private void add(String owner, SourceFile file) {
    for (CodeLine line : file.lines()) {
      for (String rule : line.rules()) {
        byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(new Mark(owner, file, line));
      }
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
