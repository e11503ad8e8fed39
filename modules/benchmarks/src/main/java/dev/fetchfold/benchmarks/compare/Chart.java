package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One measure on one workload: a row per entry, a dot per fork, a line from least to most. */
final class Chart {
  private static final List<String> COLOURED =
      List.of("virtual", "threads", "futures", "reactor", "rxjava", "vertx");
  private static final int WIDTH = 360;
  private static final int LEFT = 118;
  private static final int RIGHT = 350;
  private static final int ROW = 18;

  private final Results results;
  private final Workload workload;
  private final Measure measure;
  private final List<Entry> entries = new ArrayList<>();
  private final double most;

  private Chart(Results results, Workload workload, Measure measure) {
    this.results = results;
    this.workload = workload;
    this.measure = measure;
    double highest = 0;
    for (Entry entry : results.entries()) {
      Optional<Interval> interval = results.interval(entry, workload, measure);
      if (interval.isPresent()) {
        entries.add(entry);
        highest = Math.max(highest, interval.get().high());
      }
    }
    this.most = rounded(highest);
  }

  /** Empty if nobody has a figure, or everybody has zero. */
  static Optional<String> svg(Results results, Workload workload, Measure measure) {
    Chart chart = new Chart(results, workload, measure);
    return chart.entries.isEmpty() || chart.most == 0
        ? Optional.empty()
        : Optional.of(chart.figure());
  }

  /** The axis begins at zero and ends at 1, 2 or 5 times a power of ten, or near to it. */
  private static double rounded(double highest) {
    if (highest <= 0) {
      return 0;
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    double step = power / 2;
    return Math.ceil(highest / step) * step;
  }

  private String figure() {
    int height = entries.size() * ROW + 24;
    String title = Html.text(measure.title());
    String unit = measure.unit().isEmpty() ? "" : ", " + Html.text(measure.unit());
    StringBuilder svg = new StringBuilder();
    svg.append("<figure><figcaption>").append(title).append(unit);
    svg.append("<small>").append(Html.text(measure.meaning())).append("</small></figcaption>\n");
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s on %s\">%n",
            WIDTH,
            height,
            title,
            workload));
    band(svg, height);
    axis(svg, height);
    for (int i = 0; i < entries.size(); i++) {
      row(svg, entries.get(i), i * ROW + 12);
    }
    return svg.append("</svg></figure>\n").toString();
  }

  private double x(double value) {
    return LEFT + (RIGHT - LEFT) * value / most;
  }

  private void band(StringBuilder svg, int height) {
    results
        .noise(workload, measure)
        .ifPresent(
            noise ->
                svg.append(
                    String.format(
                        Locale.ROOT,
                        "<rect class=\"band\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\">"
                            + "<title>the two equal entries: %s</title></rect>%n",
                        x(noise.low()),
                        Math.max(1, x(noise.high()) - x(noise.low())),
                        height - 20,
                        Shown.interval(noise))));
  }

  private void axis(StringBuilder svg, int height) {
    for (double value : new double[] {0, most / 2, most}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"axis\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"0\" y2=\"%2$d\"/><text"
                  + " class=\"tick\" x=\"%1$.1f\" y=\"%3$d\" text-anchor=\"%5$s\">%4$s</text>%n",
              x(value),
              height - 18,
              height - 5,
              Shown.number(value),
              value == most ? "end" : "middle"));
    }
  }

  private void row(StringBuilder svg, Entry entry, int y) {
    Interval interval = results.interval(entry, workload, measure).orElseThrow();
    String colour = colour(entry);
    svg.append(
        String.format(
            Locale.ROOT,
            "<g class=\"%1$s\"><title>%2$s: %3$s</title>"
                + "<line class=\"interval\" x1=\"%4$.1f\" x2=\"%5$.1f\" y1=\"%6$d\" y2=\"%6$d\"/>"
                + "<line class=\"median\" x1=\"%7$.1f\" x2=\"%7$.1f\" y1=\"%8$d\" y2=\"%9$d\"/>",
            colour,
            Html.text(entry.label()),
            Shown.interval(interval),
            x(interval.low()),
            x(interval.high()),
            y,
            x(interval.median()),
            y - 6,
            y + 6));
    for (double value : results.values(entry, workload, measure)) {
      svg.append(
          String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\"/>", x(value), y));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "</g><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
            LEFT - 8,
            y + 4,
            Html.text(entry.label())));
  }

  /** An engine's own, wherever it is shown; grey for reference lines. */
  private static String colour(Entry entry) {
    String name =
        switch (entry) {
          case Entry.Engine engine -> engine.name();
          case Entry.Control control -> control.engine().name();
          case Entry.Bare bare -> "other";
          case Entry.Wrk wrk -> "other";
        };
    return "e-" + (COLOURED.contains(name) ? name : "other");
  }
}
