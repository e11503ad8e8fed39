package dev.fetchfold.site.figures;

import static java.util.stream.Collectors.joining;

import dev.fetchfold.site.figures.Chart.Kind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures of the README are those of the newest recording. */
class ReadmeFiguresTest {
  /** A column of a table. */
  record Column(Figure figure, String head) {
    private Column(String workload, String measure, String head) {
      this(new Figure(workload, measure), head);
    }

    private String cell(Recording recording, String entry) {
      return figure.interval(recording, entry).map(Column::text).orElse("–");
    }

    private static String text(Interval interval) {
      String median = Chart.number(interval.median());
      String ends = Chart.ends(interval);
      return ends.equals(median) ? median : median + " (" + ends + ")";
    }
  }

  private static final List<Column> AT_ONCE =
      List.of(
          new Column("small", "CPU/fetch", "`small`: CPU per fetch, µs"),
          new Column("small", "fetches/s", "fetches/s"),
          new Column("small", "allocated", "B allocated per fetch"),
          new Column("dead-origin", "times alone", "`dead-origin`: times alone"),
          new Column("cancel", "cancel to closed p50", "`cancel`: ms until closed"),
          new Column("wide", "live heap", "`wide`: live heap, MiB"));

  private static final List<Column> OF_SERVERS =
      List.of(
          new Column("large", "CPU/fetch", "CPU per fetch, µs: `large`"),
          new Column("latency", "CPU/fetch", "`latency`"),
          new Column("tail", "CPU/fetch", "`tail`"),
          new Column("errors", "CPU/fetch", "`errors`"));

  @ParameterizedTest
  @MethodSource("tables")
  void theTableIsThatOfTheNewestRecording(List<Column> columns) throws IOException {
    List<Recording> recordings = RecordedFile.read(Tables.ROOT);
    if (!recordings.isEmpty()) {
      Tables.expect("README.md", table(columns, recordings.getFirst()));
    }
  }

  static Stream<List<Column>> tables() {
    return Stream.of(AT_ONCE, OF_SERVERS);
  }

  /** A line for everybody of whom the first figure is known. */
  private static String table(List<Column> columns, Recording recording) {
    List<Chart.Line> lines = columns.getFirst().figure().chart(recording).orElseThrow().lines();
    return row("", columns.stream().map(Column::head))
        + row("---", columns.stream().map(column -> "---:"))
        + lines.stream().map(line -> row(columns, recording, line)).collect(joining());
  }

  private static String row(List<Column> columns, Recording recording, Chart.Line line) {
    String label = line.kind() == Kind.ENGINE ? "**" + line.entry() + "**" : line.entry();
    return row(label, columns.stream().map(column -> column.cell(recording, line.entry())));
  }

  private static String row(String label, Stream<String> cells) {
    return Tables.row(Stream.concat(Stream.of(label), cells));
  }
}
