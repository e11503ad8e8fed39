package dev.fetchfold.site.page;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.page.Site.Page;
import java.nio.file.Path;

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
        new Page(Section.SPECIFICATION, "How a fetcher behaves, rule by rule."),
        (out, shell) ->
            JtespecificationGenerated.render(
                out, Untouched.HTML, shell, facts.specification().html()));
  }
}
