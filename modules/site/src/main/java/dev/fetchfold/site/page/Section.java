package dev.fetchfold.site.page;

/** What the navigation leads to. */
enum Section {
  OVERVIEW("Overview", "index.html"),
  SIDE_BY_SIDE("Side by side", "side-by-side.html"),
  FILES("Files", "files.html"),
  MATRIX("Matrix", "matrix.html"),
  FAULTS("Broken fetchers", "faults.html"),
  FIGURES("Measurements", "measurements.html"),
  LESSON("First lesson", "first-lesson.html"),
  SPECIFICATION("Specification", "specification.html");

  private final String title;
  private final String file;

  Section(String title, String file) {
    this.title = title;
    this.file = file;
  }

  String title() {
    return title;
  }

  String file() {
    return file;
  }
}
