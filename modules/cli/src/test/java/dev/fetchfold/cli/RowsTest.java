package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The three formats. */
class RowsTest {
  private static final Row RESPONSE =
      new Row(
          7,
          "http://a/,\"x\"",
          Optional.of("http://b/"),
          Optional.of(200),
          Optional.of(1234L),
          Optional.of("ab12"),
          2,
          15,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final Row FAILURE =
      new Row(
          8,
          "http://c/\u001b[2J",
          Optional.of("http://d/"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          2,
          30_100,
          Optional.of(Reason.TIMEOUT),
          Optional.of("too late"),
          Optional.of(404));

  @Test
  void jsonAlwaysHasTheElevenFields() {
    assertEquals(
        "{\"index\":7,\"url\":\"http://a/,\\\"x\\\"\",\"finalUrl\":\"http://b/\",\"status\":200,"
            + "\"size\":1234,\"sha256\":\"ab12\",\"attempts\":2,\"elapsedMs\":15,"
            + "\"reason\":null,\"detail\":null,\"headStatus\":null}\n",
        new JsonRows().text(RESPONSE));
    assertEquals(
        "{\"index\":8,\"url\":\"http://c/\\u001B[2J\",\"finalUrl\":\"http://d/\","
            + "\"status\":null,\"size\":null,\"sha256\":null,\"attempts\":2,"
            + "\"elapsedMs\":30100,\"reason\":\"TIMEOUT\",\"detail\":\"too late\","
            + "\"headStatus\":404}\n",
        new JsonRows().text(FAILURE));
  }

  @Test
  void csvIsRfc4180() {
    assertEquals(
        "index,url,finalUrl,status,size,sha256,attempts,elapsedMs,reason,detail,headStatus\r\n",
        new CsvRows().head());
    assertEquals(
        "7,\"http://a/,\"\"x\"\"\",http://b/,200,1234,ab12,2,15,,,\r\n",
        new CsvRows().text(RESPONSE));
    assertTrue(
        new CsvRows().text(FAILURE).endsWith(",http://d/,,,,2,30100,TIMEOUT,too late,404\r\n"));
  }

  @Test
  void tablesAreAligned() {
    assertEquals(
        """
          index  result                 size  tries     time  url
              7  200                 1.2 KiB      2    15 ms  http://a/,"x"
                 -> http://b/
                 sha256 ab12
        """,
        new TableRows(100).head() + new TableRows(100).text(RESPONSE));
    assertEquals(
        """
              8  TIMEOUT                   -      2   30.1 s  http://c/?[2J
                 -> http://d/
                 status 404
                 too late
        """,
        new TableRows(100).text(FAILURE));
  }

  @Test
  void noRowOfATableMovesTheCursorOrLeavesTheWidth() {
    Row longer = withUrl("http://host/" + "x".repeat(300));
    for (String line : new TableRows(80).text(longer).lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
    assertFalse(new TableRows(80).text(FAILURE).contains("\u001b"));
  }

  private static Row withUrl(String url) {
    return new Row(
        1_000_000,
        url,
        Optional.of(url + "/"),
        Optional.of(200),
        Optional.of(Long.MAX_VALUE),
        Optional.of("a".repeat(64)),
        100,
        3_600_000,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
