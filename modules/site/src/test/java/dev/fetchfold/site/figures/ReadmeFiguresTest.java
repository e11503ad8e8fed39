package dev.fetchfold.site.figures;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.site.figures.Chart.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of the README are those of the newest recording. */
class ReadmeFiguresTest {
  private static final Path ROOT = Path.of("../..");

  /** A column of the table: one measure on one workload. */
  record Figure(String workload, String measure, String head) {
    private Optional<Chart> chart(Recording recording) {
      return recording.workloads().stream()
          .filter(each -> each.name().equals(workload))
          .flatMap(each -> Stream.concat(each.charts().stream(), each.others().stream()))
          .filter(chart -> chart.title().equals(measure))
          .findFirst();
    }

    private String cell(Recording recording, String entry) {
      return chart(recording).stream()
          .flatMap(chart -> chart.lines().stream())
          .filter(line -> line.entry().equals(entry))
          .flatMap(line -> line.interval().stream())
          .map(Figure::text)
          .findFirst()
          .orElse("–");
    }

    private static String text(Interval interval) {
      String median = Chart.number(interval.median());
      String ends = Chart.ends(interval);
      return ends.equals(median) ? median : median + " (" + ends + ")";
    }
  }

  private static final List<Figure> AT_ONCE =
      List.of(
          new Figure("small", "CPU/fetch", "`small`: CPU per fetch, µs"),
          new Figure("small", "fetches/s", "fetches/s"),
          new Figure("small", "allocated", "B allocated per fetch"),
          new Figure("dead-origin", "times alone", "`dead-origin`: times alone"),
          new Figure("cancel", "cancel to closed p50", "`cancel`: ms until closed"),
          new Figure("wide", "live heap", "`wide`: live heap, MiB"));

  private static final List<Figure> OF_SERVERS =
      List.of(
          new Figure("large", "CPU/fetch", "CPU per fetch, µs: `large`"),
          new Figure("latency", "CPU/fetch", "`latency`"),
          new Figure("tail", "CPU/fetch", "`tail`"),
          new Figure("errors", "CPU/fetch", "`errors`"));

  @ParameterizedTest
  @MethodSource("tables")
  void theTableIsThatOfTheNewestRecording(List<Figure> figures) throws IOException {
    List<Recording> recordings = RecordedFile.read(ROOT);
    if (!recordings.isEmpty()) {
      String table = table(figures, recordings.getFirst());
      String readme = Files.readString(ROOT.resolve("README.md"));
      assertTrue(readme.contains(table), "README.md does not have the newest figures:\n\n" + table);
    }
  }

  static Stream<List<Figure>> tables() {
    return Stream.of(AT_ONCE, OF_SERVERS);
  }

  /** A line for everybody of whom the first figure is known. */
  private static String table(List<Figure> figures, Recording recording) {
    List<Chart.Line> lines = figures.getFirst().chart(recording).orElseThrow().lines();
    return row("", figures.stream().map(Figure::head))
        + row("---", figures.stream().map(figure -> "---:"))
        + lines.stream().map(line -> row(figures, recording, line)).collect(joining());
  }

  private static String row(List<Figure> figures, Recording recording, Chart.Line line) {
    String label = line.kind() == Kind.ENGINE ? "**" + line.entry() + "**" : line.entry();
    return row(label, figures.stream().map(figure -> figure.cell(recording, line.entry())));
  }

  private static String row(String label, Stream<String> cells) {
    return Stream.concat(Stream.of(label), cells).collect(joining(" | ", "| ", " |\n"));
  }
}
