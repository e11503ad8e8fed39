package dev.fetchfold.site.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Facts;
import dev.fetchfold.site.page.Site.Page;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.results.Observation;
import dev.fetchfold.site.results.Verdict;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.Engine;
import dev.fetchfold.site.source.Marks.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules × fetchers, and a page for each rule. */
final class MatrixPages {
  private final Facts facts;
  private final Site site;

  MatrixPages(Facts facts, Site site) {
    this.facts = facts;
    this.site = site;
  }

  /** A rule with all that is known of it. */
  record RulePage(
      Rule rule,
      String html,
      List<Aspect> aspects,
      List<Enforced> enforced,
      List<Check> checks,
      List<Result> results) {}

  /** A check through one face, and what became of it for each fetcher. */
  record Check(String name, String face, List<Observation> seen) {}

  /** The lines of an engine, or of what engines share, that name a rule. */
  record Enforced(String owner, List<Place> places) {}

  /** A line, and where it stands. */
  record Place(String file, String link, ShownLine line) {}

  /** What became of a rule for one fetcher, and the command that runs it again, if we know it. */
  record Result(Rule rule, Column column, Verdict verdict, String again) {
    @Nullable String waiver() {
      return column.waivers().get(rule.id());
    }
  }

  void write() {
    Matrix matrix = Matrix.of(facts);
    site.write(
        new Page(Section.MATRIX, "Which engine keeps which rule, as the kit has seen it."),
        (out, shell) -> JtematrixGenerated.render(out, Untouched.HTML, shell, matrix));
    matrix.areas().forEach(area -> area.lines().forEach(line -> rule(line, matrix)));
  }

  private void rule(Matrix.Line line, Matrix matrix) {
    Rule rule = line.rule();
    RulePage page =
        new RulePage(
            rule,
            facts.specification().html(rule),
            line.aspects(),
            enforced(rule),
            checks(line),
            results(rule, line, matrix));
    site.write(
        new Page("rules/" + rule.id() + ".html", rule.id(), rule.sentence(), Section.MATRIX),
        (out, shell) -> JteruleGenerated.render(out, Untouched.HTML, shell, page));
  }

  private List<Enforced> enforced(Rule rule) {
    Map<String, List<Place>> byOwner =
        facts.marks().of(rule.id()).stream()
            .collect(
                groupingBy(Mark::owner, LinkedHashMap::new, mapping(MatrixPages::place, toList())));
    return byOwner.entrySet().stream()
        .map(owner -> new Enforced(owner.getKey(), owner.getValue()))
        .toList();
  }

  private static Place place(Mark mark) {
    String link =
        "sources/%s/%s.html#L%d".formatted(mark.owner(), mark.file().type(), mark.line().number());
    return new Place(mark.file().name(), link, ShownLine.alone(mark.line().outdented()));
  }

  private static List<Check> checks(Matrix.Line line) {
    Map<List<String>, List<Observation>> checks = new LinkedHashMap<>();
    for (Verdict verdict : line.verdicts()) {
      verdict.observations().forEach(seen -> checks.put(name(seen), new ArrayList<>()));
    }
    for (Verdict verdict : line.verdicts()) {
      checks.forEach((name, seen) -> seen.add(of(verdict, name)));
    }
    return checks.entrySet().stream()
        .map(
            check ->
                new Check(check.getKey().getFirst(), check.getKey().getLast(), check.getValue()))
        .toList();
  }

  private static List<String> name(Observation seen) {
    return List.of(seen.check(), seen.face());
  }

  private static Observation of(Verdict verdict, List<String> name) {
    return verdict.observations().stream()
        .filter(seen -> name(seen).equals(name))
        .findFirst()
        .orElseGet(() -> Observation.notRun(name.getFirst(), name.getLast()));
  }

  private List<Result> results(Rule rule, Matrix.Line line, Matrix matrix) {
    return IntStream.range(0, matrix.columns().size())
        .mapToObj(i -> result(rule, matrix.columns().get(i), line.verdicts().get(i)))
        .toList();
  }

  private Result result(Rule rule, Column column, Verdict verdict) {
    String again =
        facts.engines().stream()
            .map(each -> each.engine())
            .filter(engine -> engine.name().equals(column.name()))
            .map(engine -> again(engine, rule))
            .findFirst()
            .orElse("");
    return new Result(rule, column, verdict, again);
  }

  private static String again(Engine engine, Rule rule) {
    return ("mvn test -pl %s -am -Dtest=%sConformanceTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dfetchfold.rules=%s")
        .formatted(engine.module(), engine.prefix(), rule.id());
  }
}
