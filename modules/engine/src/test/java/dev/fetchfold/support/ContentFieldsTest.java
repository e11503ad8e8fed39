package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of a reply say about its body (BODY-01, OUT-04). */
class ContentFieldsTest {
  private static final Headers NONE = Headers.of(List.of());

  /** Fields of one name are separated by {@code +}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                | true",
        "x-gzip              | true",
        "GZip                | true",
        ",gzip, ,            | true",
        "identity, gzip      | true",
        "identity + gzip     | true",
        "identity            | false",
        "deflate             | false",
        "gzip, gzip          | false",
        "gzip + br           | false"
      })
  void gzipIsTheOnlyCodingThatIsUndone(String fields, boolean expected) {
    assertEquals(expected, ContentFields.isGzip(fields("Content-Encoding", fields)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0          | 0",
        "12         | 12",
        "999999999  | 999999999",
        "1000000000 | 0",
        "+12        | 0",
        "-12        | 0",
        "0x12       | 0",
        "12, 12     | 0"
      })
  void lengthsThatAnArrayMayHaveAreBelieved(String field, long expected) {
    assertEquals(expected, ContentFields.length(fields("Content-Length", field)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "text/html                                            | UTF-8",
        "text/html;                                           | UTF-8",
        "text/html; charset=iso-8859-1                        | ISO-8859-1",
        "text/html;CharSet=iso-8859-1                         | ISO-8859-1",
        "text/html; charset=\"iso-8859-1\"                    | ISO-8859-1",
        "text/html; charset=\"iso\\-8859-1\"                  | ISO-8859-1",
        "text/html; level=1; charset=us-ascii                 | US-ASCII",
        "text/html; title=\"; charset=us-ascii\"              | UTF-8",
        "text/html; charset=iso-8859-1; charset=us-ascii      | ISO-8859-1",
        "text/html; charset=klingon                           | UTF-8",
        "text/html; charset=\"not a name\"                    | UTF-8",
        "text/html; charset=                                  | UTF-8"
      })
  void theFirstCharsetCountsIfItIsKnown(String type, String expected) {
    assertEquals(expected, ContentFields.charset(fields("Content-Type", type)).name());
  }

  @Test
  void whatIsNotSaidIsNotAssumed() {
    assertEquals(false, ContentFields.isGzip(NONE));
    assertEquals(0, ContentFields.length(NONE));
    assertEquals(StandardCharsets.UTF_8, ContentFields.charset(NONE));
  }

  private static Headers fields(String name, String values) {
    return Headers.of(
        Arrays.stream(values.split(" \\+ "))
            .map(value -> new Headers.Field(name, value.strip()))
            .toList());
  }
}
