package dev.fetchfold.site.browser;

import java.util.List;

/** The pages of which there is one, and one of each other kind. */
final class Everything {
  static final List<String> PAGES =
      List.of(
          "index.html",
          "side-by-side.html",
          "files.html",
          "files/Admission.html",
          "differences/threads-reactor.html",
          "sources/threads/Admission.html",
          "matrix.html",
          "rules/BATCH-03.html",
          "faults.html",
          "measurements.html",
          "measurements/earlier.html",
          "first-lesson.html",
          "specification.html");

  private Everything() {}
}
