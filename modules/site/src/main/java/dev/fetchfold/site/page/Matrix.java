package dev.fetchfold.site.page;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Facts;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.results.State;
import dev.fetchfold.site.results.Verdict;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.spec.Specification;
import java.util.Arrays;
import java.util.List;

/**
 * Rules × fetchers.
 *
 * @param columns the fetchers
 * @param areas the rules, part by part
 */
record Matrix(List<Column> columns, List<Area> areas) {

  /** The rules of one part of the specification. */
  record Area(String name, String title, List<Line> lines) {
    long passing() {
      return lines.stream().filter(Line::passes).count();
    }

    /** How often each state is in a column. */
    List<Count> counts(int column) {
      return Matrix.counts(lines, column);
    }
  }

  /** How many rules have a state. */
  record Count(State state, long rules) {}

  /** One rule. */
  record Line(Rule rule, List<Aspect> aspects, List<Verdict> verdicts) {

    /** Whether there is nothing to see: every fetcher that was run passes. */
    boolean passes() {
      return verdicts.stream().allMatch(verdict -> verdict.state() == State.PASS);
    }

    boolean differs() {
      return verdicts.stream().map(Verdict::state).distinct().count() > 1;
    }

    /** What the filters look at. */
    String style() {
      return (passes() ? "passes " : "not-passes ") + (differs() ? "differs" : "agrees");
    }
  }

  static Matrix of(Facts facts) {
    List<Area> areas =
        facts.specification().areas().stream().map(area -> area(facts, area)).toList();
    return new Matrix(facts.columns(), areas);
  }

  private static Area area(Facts facts, Specification.Area area) {
    List<Line> lines = area.rules().stream().map(rule -> line(facts, rule)).toList();
    return new Area(area.name(), area.title(), lines);
  }

  private static Line line(Facts facts, Rule rule) {
    List<Verdict> verdicts = facts.columns().stream().map(column -> column.verdict(rule)).toList();
    return new Line(rule, List.copyOf(facts.marks().aspects(rule.id())), verdicts);
  }

  /** How often each state is in a column, over all areas. */
  List<Count> counts(int column) {
    return counts(areas.stream().flatMap(area -> area.lines().stream()).toList(), column);
  }

  private static List<Count> counts(List<Line> lines, int column) {
    return Arrays.stream(State.values())
        .map(state -> new Count(state, count(lines, column, state)))
        .filter(count -> count.rules() > 0)
        .toList();
  }

  private static long count(List<Line> lines, int column, State state) {
    return lines.stream().filter(line -> line.verdicts().get(column).state() == state).count();
  }

  int rules() {
    return areas.stream().mapToInt(area -> area.lines().size()).sum();
  }

  /** Whether any fetcher has results. */
  boolean wasRun() {
    return columns.stream().anyMatch(Column::wasRun);
  }
}
