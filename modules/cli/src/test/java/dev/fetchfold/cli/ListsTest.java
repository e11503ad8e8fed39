package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists as they are found: what is no URL has a row that says why, and the others are fetched. */
@Timeout(60)
class ListsTest {
  private final Session session = new Session();

  @TempDir private Path directory = Path.of("");

  /** The url, reason and detail of each row. */
  private List<String> rows(String text, Charset charset) {
    return rows(text.getBytes(charset));
  }

  private List<String> rows(byte[] bytes) {
    session.reading(new ByteArrayInputStream(bytes)).fetch("--format=csv", "--in-order", "-");
    return session.lines().stream().skip(1).toList();
  }

  private static void assertNoUrl(String row, String index, String why) {
    assertTrue(row.startsWith(index + ","), row);
    assertTrue(row.contains(",INVALID_TARGET,"), row);
    assertTrue(row.contains(why), row);
  }

  @Test
  void aLineThatIsTooLongIsOneRow() {
    String data = "data:image/png;base64," + "A".repeat(66_000);
    List<String> rows = rows("fake:a\n" + data + "\nfake:b\n", StandardCharsets.UTF_8);
    assertEquals(3, rows.size());
    assertTrue(rows.get(0).startsWith("0,fake:a,fake:a,200,"), rows.get(0));
    assertNoUrl(rows.get(1), "1", "line 2 of standard input has 66022 bytes, expected a URL of at");
    assertTrue(rows.get(1).startsWith("1,\"data:image/png;base64,AAAA"), rows.get(1));
    assertTrue(rows.get(1).length() < 400, rows.get(1));
    assertTrue(rows.get(2).startsWith("2,fake:b,fake:b,200,"), rows.get(2));
  }

  @Test
  void theLongestLineIsAUrlWhateverEndsIt() {
    String url = "fake:" + "a".repeat(Lines.LONGEST - 5);
    List<String> rows =
        rows(url + "\n  " + url + "\r\n" + url + "b\n" + url, StandardCharsets.UTF_8);
    assertEquals(4, rows.size());
    for (int good : new int[] {0, 1, 3}) {
      assertTrue(rows.get(good).startsWith(good + "," + url + ","), "row " + good);
    }
    assertNoUrl(rows.get(2), "2", "has 65537 bytes");
  }

  @Test
  void aPasswordBeyondWhatIsKeptIsNotShown() {
    String url = "https://me:s3cret" + "x".repeat(70_000) + "@example.org/";
    String row = rows(url + "\n", StandardCharsets.UTF_8).getFirst();
    assertNoUrl(row, "0", "line 1");
    assertFalse(row.contains("s3cret"), row);
  }

  @Test
  void longCommentsAndBlankLinesAreSkipped() {
    String text = "#" + "x".repeat(70_000) + "\n" + " ".repeat(70_000) + "\nfake:a\n";
    assertEquals(1, rows(text, StandardCharsets.UTF_8).size());
  }

  @Test
  void aCommentNeedNotBeUtf8() {
    assertEquals(1, rows("# Käse\nfake:a\n", StandardCharsets.ISO_8859_1).size());
  }

  @Test
  void aLineThatIsNotUtf8IsNotRequested() {
    List<String> rows = rows("fake:caf\u00e9\nfake:b\n", StandardCharsets.ISO_8859_1);
    assertNoUrl(
        rows.get(0), "0", "line 1 of standard input is not UTF-8: it has the byte 0xE9 at 8");
    assertTrue(rows.get(1).startsWith("1,fake:b,"), rows.get(1));
  }

  @Test
  void aReplacementCharacterThatStandsInTheListIsOne() {
    List<String> rows = rows("fake:a\ufffdb\n", StandardCharsets.UTF_8);
    assertTrue(rows.getFirst().contains(",200,"), rows.getFirst());
  }

  @Test
  void utf16IsSaidOfEveryLine() {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Session fresh = new Session();
      byte[] bytes = "\ufefffake:a\r\nfake:b\r\n".getBytes(charset);
      fresh.reading(new ByteArrayInputStream(bytes)).fetch("--format=csv", "-");
      List<String> rows = fresh.lines().stream().skip(1).toList();
      assertEquals(2, rows.size(), fresh.out());
      assertNoUrl(rows.get(0), "0", "line 1 of standard input is UTF-16, expected UTF-8");
      assertNoUrl(rows.get(1), "1", "line 2 of standard input is UTF-16, expected UTF-8");
      assertTrue(rows.get(1).startsWith("1,fake:b,"), rows.get(1));
    }
  }

  @Test
  void carriageReturnsAloneEndNoLine() {
    for (String text : List.of("fake:a\rfake:b\r", "# comment\rfake:a\rfake:b")) {
      Session fresh = new Session();
      fresh.reading(text).fetch("--format=jsonl", "-");
      assertEquals(1, fresh.lines().size(), fresh.out());
      assertNoUrl(fresh.out().replace("{\"index\":", "").replace("\"", ","), "0", "line 1 of");
      assertTrue(fresh.out().contains("has a carriage return inside"), fresh.out());
    }
  }

  @Test
  void aFileIsNamed() throws IOException {
    Path file = directory.resolve("urls.txt");
    Files.write(file, new byte[] {'\n', 'h', (byte) 0xff, 0, 1, 2, '\n'});
    session.fetch("--format=csv", "@" + file);
    assertTrue(session.out().contains("line 2 of " + file + " is not UTF-8"), session.out());
    assertTrue(session.out().contains("not UTF-8: it has the byte 0xFF at 1"), session.out());
  }

  @Test
  void anArgumentThatCouldNotBeReadIsNotRequested() {
    assertEquals(1, session.fetch("--format=csv", "fake:caf\ufffd", "fake:b"));
    assertNoUrl(session.lines().get(1), "0", "the argument has bytes that are no text");
    assertTrue(session.lines().get(2).contains(",200,"), session.out());
  }

  /** A line of 32 MiB, after a good one. */
  private static final class LongLine extends InputStream {
    private static final int LENGTH = 32 << 20;
    private int read;

    @Override
    public int read() {
      return read < 7 ? "fake:a\n".charAt(read++) : read++ < LENGTH + 7 ? 'x' : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int count = 0;
      int next = 0;
      while (count < length && (next = read()) >= 0) {
        bytes[offset + count++] = (byte) next;
      }
      return count == 0 && next < 0 ? -1 : count;
    }
  }

  @Test
  void ofALongLineOnlyTheBeginningIsKept() {
    session.reading(new LongLine()).fetch("--format=csv", "--in-order", "-");
    List<String> rows = session.lines().stream().skip(1).toList();
    assertTrue(rows.get(0).startsWith("0,fake:a,fake:a,200,"), rows.get(0));
    assertNoUrl(rows.get(1), "1", "line 2 of standard input has 33554432 bytes");
    assertTrue(rows.get(1).length() < 400, rows.get(1));
  }
}
