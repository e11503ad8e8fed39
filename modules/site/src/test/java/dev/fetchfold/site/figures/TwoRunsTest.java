package dev.fetchfold.site.figures;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether two runs of one commit agree is said as the files have it. */
class TwoRunsTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path DOCUMENT = ROOT.resolve("modules/benchmarks/recorded/README.md");
  private static final List<String> MEASURES =
      List.of(
          "CPU/fetch",
          "fetches/s",
          "allocated",
          "times alone",
          "cancel to closed p50",
          "live heap");

  /** What both runs have of one entry, by one measure on one workload. */
  private record Pair(Interval newer, Interval older) {
    boolean overlap() {
      return newer.low() <= older.high() && older.low() <= newer.high();
    }

    /** How far the medians are apart, as a share of the lesser. */
    double apart() {
      double least = Math.min(newer.median(), older.median());
      return least == 0 ? 0 : Math.abs(newer.median() - older.median()) / least;
    }
  }

  @Test
  void howWellTwoRunsAgreeIsSaid() throws IOException {
    List<Recording> all = RecordedFile.read(ROOT);
    Optional<List<Recording>> pair = all.stream().flatMap(it -> older(all, it)).findFirst();
    if (pair.isPresent()) {
      String table = table(pair.get().getFirst(), pair.get().getLast());
      String document = Files.readString(DOCUMENT);
      assertTrue(document.contains(table), DOCUMENT + " does not have this table:\n\n" + table);
    }
  }

  private static Stream<List<Recording>> older(List<Recording> all, Recording newer) {
    return all.subList(all.indexOf(newer) + 1, all.size()).stream()
        .filter(older -> older.run().commit().equals(newer.run().commit()))
        .map(older -> List.of(newer, older));
  }

  private static String table(Recording newer, Recording older) {
    StringBuilder table =
        new StringBuilder(
            """
            | Measure | Workload | Intervals that overlap | Medians apart, the middle | the most |
            |---|---|---:|---:|---:|
            """);
    for (String measure : MEASURES) {
      for (Recording.Workload workload : newer.workloads()) {
        List<Pair> pairs = pairs(measure, workload, older);
        if (!pairs.isEmpty()) {
          table.append(row(measure, workload.name(), pairs));
        }
      }
    }
    return table.toString();
  }

  private static String row(String measure, String workload, List<Pair> pairs) {
    List<Double> apart = pairs.stream().map(Pair::apart).sorted().toList();
    String overlapping = pairs.stream().filter(Pair::overlap).count() + " of " + pairs.size();
    return Stream.of(
            measure,
            "`" + workload + "`",
            overlapping,
            percent(Interval.of(apart).median()),
            percent(apart.getLast()))
        .collect(joining(" | ", "| ", " |\n"));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  private static List<Pair> pairs(String measure, Recording.Workload workload, Recording older) {
    List<Pair> pairs = new ArrayList<>();
    Optional<Chart> before =
        older.workloads().stream()
            .filter(each -> each.name().equals(workload.name()))
            .flatMap(each -> chart(each, measure))
            .findFirst();
    chart(workload, measure)
        .flatMap(chart -> chart.lines().stream())
        .filter(line -> line.values().size() > 1) // else there is no interval
        .forEach(
            line ->
                before.flatMap(chart -> interval(chart, line.entry())).stream()
                    .flatMap(old -> line.interval().map(now -> new Pair(now, old)).stream())
                    .forEach(pairs::add));
    return pairs;
  }

  private static Stream<Chart> chart(Recording.Workload workload, String measure) {
    return Stream.concat(workload.charts().stream(), workload.others().stream())
        .filter(chart -> chart.title().equals(measure));
  }

  private static Optional<Interval> interval(Chart chart, String entry) {
    return chart.lines().stream()
        .filter(line -> line.entry().equals(entry))
        .findFirst()
        .flatMap(Chart.Line::interval);
  }
}
