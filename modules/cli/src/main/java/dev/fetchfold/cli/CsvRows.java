package dev.fetchfold.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** RFC 4180: CRLF, quotes where needed and doubled within, absent values empty. */
final class CsvRows implements RowWriter {
  private static final String LINE_END = "\r\n";

  @Override
  public String head() {
    return String.join(",", JsonRows.FIELDS) + LINE_END;
  }

  @Override
  public String text(Row row) {
    List<Object> values =
        List.of(
            row.index(),
            row.url(),
            text(row.finalUrl()),
            text(row.status()),
            text(row.size()),
            text(row.sha256()),
            row.attempts(),
            row.elapsedMs(),
            text(row.reason()),
            text(row.detail()),
            text(row.headStatus()));
    return values.stream().map(Object::toString).map(CsvRows::quoted).collect(joining());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(",", "", LINE_END);
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  private static String quoted(String value) {
    boolean plain = Stream.of(",", "\"", "\r", "\n").noneMatch(value::contains);
    return plain ? value : "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
