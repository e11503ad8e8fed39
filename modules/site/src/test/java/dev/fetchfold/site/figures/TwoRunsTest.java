package dev.fetchfold.site.figures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether two runs of one commit agree is said as the files have it. */
class TwoRunsTest {
  private static final String DOCUMENT = "modules/benchmarks/recorded/README.md";
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
    List<Recording> all = RecordedFile.read(Tables.ROOT);
    Optional<List<Recording>> pair = all.stream().flatMap(it -> older(all, it)).findFirst();
    if (pair.isPresent()) {
      Tables.expect(DOCUMENT, table(pair.get().getFirst(), pair.get().getLast()));
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
        Figure figure = new Figure(workload.name(), measure);
        List<Pair> pairs = pairs(figure, newer, older);
        if (!pairs.isEmpty()) {
          table.append(row(figure, pairs));
        }
      }
    }
    return table.toString();
  }

  private static String row(Figure figure, List<Pair> pairs) {
    List<Double> apart = pairs.stream().map(Pair::apart).sorted().toList();
    return Tables.row(
        Stream.of(
            figure.measure(),
            "`" + figure.workload() + "`",
            pairs.stream().filter(Pair::overlap).count() + " of " + pairs.size(),
            percent(Interval.of(apart).median()),
            percent(apart.getLast())));
  }

  private static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  /** Of one fork there is no interval. */
  private static List<Pair> pairs(Figure figure, Recording newer, Recording older) {
    List<Pair> pairs = new ArrayList<>();
    for (Chart.Line line : figure.chart(newer).map(Chart::lines).orElse(List.of())) {
      Optional<Interval> before = figure.interval(older, line.entry());
      if (line.values().size() > 1 && before.isPresent()) {
        pairs.add(new Pair(Interval.of(line.values()), before.get()));
      }
    }
    return pairs;
  }
}
