package dev.fetchfold.site.page;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Facts;
import dev.fetchfold.site.page.Site.Page;
import dev.fetchfold.site.results.Column;
import dev.fetchfold.site.results.Verdict;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.Engine;
import dev.fetchfold.site.source.Marks.Mark;
import java.util.List;
import java.util.stream.IntStream;

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
      List<Result> results) {}

  /** The lines of one engine that name a rule. */
  record Enforced(String engine, List<Place> places) {}

  /** A line, and where it stands. */
  record Place(String file, String link, ShownLine line) {}

  /** What became of a rule for one fetcher, and the command that runs it again, if we know it. */
  record Result(Column column, Verdict verdict, String again) {}

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
            results(rule, line, matrix));
    site.write(
        new Page("rules/" + rule.id() + ".html", rule.id(), rule.sentence(), Section.MATRIX),
        (out, shell) -> JteruleGenerated.render(out, Untouched.HTML, shell, page));
  }

  private List<Enforced> enforced(Rule rule) {
    return facts.engines().stream()
        .map(each -> enforced(each.engine(), facts.marks().of(rule.id())))
        .filter(each -> !each.places().isEmpty())
        .toList();
  }

  private static Enforced enforced(Engine engine, List<Mark> marks) {
    List<Place> places =
        marks.stream()
            .filter(mark -> mark.engine().equals(engine))
            .map(MatrixPages::place)
            .toList();
    return new Enforced(engine.name(), places);
  }

  private static Place place(Mark mark) {
    String link =
        "sources/%s/%s.html#L%d"
            .formatted(mark.engine().name(), mark.file().type(), mark.line().number());
    return new Place(mark.file().name(), link, ShownLine.alone(mark.line().outdented()));
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
    return new Result(column, verdict, again);
  }

  private static String again(Engine engine, Rule rule) {
    return "mvn test -pl %s -am -Dtest=%sConformanceTest -Dsurefire.failIfNoSpecifiedTests=false -Dfetchfold.rules=%s"
        .formatted(engine.module(), engine.prefix(), rule.id());
  }
}
