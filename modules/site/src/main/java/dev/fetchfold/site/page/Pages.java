package dev.fetchfold.site.page;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Facts;
import dev.fetchfold.site.figures.Recording;
import dev.fetchfold.site.page.Site.Page;
import java.nio.file.Path;
import java.util.List;

/** All pages of the site. */
public final class Pages {
  private Pages() {}

  /**
   * Writes them.
   *
   * @param facts what they are made of
   * @param directory where to
   */
  public static void write(Facts facts, Path directory) {
    Site site = new Site(directory, facts);
    Overview overview = Overview.of(facts);
    site.write(
        new Page(Section.OVERVIEW, "One specification, several concurrency models."),
        (out, shell) -> JteoverviewGenerated.render(out, Untouched.HTML, shell, overview));
    new ComparisonPages(facts, site).write();
    new MatrixPages(facts, site).write();
    site.write(
        new Page(Section.FAULTS, "Fetchers that were broken on purpose, and what found them out."),
        (out, shell) ->
            JtefaultsGenerated.render(
                out, Untouched.HTML, shell, facts.kills(), List.of(Rule.values())));
    figures(facts.recordings(), site);
    LessonPage lesson = LessonPage.of(facts);
    site.write(
        new Page(
            Section.LESSON, "The topics of a first lesson on threads, and what became of them."),
        (out, shell) -> JtelessonGenerated.render(out, Untouched.HTML, shell, lesson));
    site.write(
        new Page(Section.SPECIFICATION, "How a fetcher behaves, rule by rule."),
        (out, shell) ->
            JtespecificationGenerated.render(out, Untouched.HTML, shell, facts.specification()));
  }

  /** The newest recording on the page of all, each earlier one on its own. */
  private static void figures(List<Recording> recordings, Site site) {
    site.write(
        new Page(Section.FIGURES, "What was measured, on which machine, and how to repeat it."),
        (out, shell) -> JtemeasurementsGenerated.render(out, Untouched.HTML, shell, recordings));
    recordings.stream().skip(1).forEach(each -> earlier(each, site));
    recordings.forEach(each -> site.write("data/" + each.file(), each.json()));
  }

  private static void earlier(Recording recording, Site site) {
    String title = "Measurements of " + recording.run().minute();
    site.write(
        new Page(recording.page(), title, "An earlier recording.", Section.FIGURES),
        (out, shell) -> JteearlierGenerated.render(out, Untouched.HTML, shell, recording));
  }
}
