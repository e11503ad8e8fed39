package dev.fetchfold.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.url.Corpus.Row;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REDIRECT-01: references resolve as RFC 3986 §5. */
class ResolveTest {

  static List<Row> corpus() throws IOException {
    return Corpus.redirects();
  }

  static Stream<Row> followable() throws IOException {
    return corpus().stream().filter(row -> !isRefused(row));
  }

  static Stream<Row> refused() throws IOException {
    return corpus().stream().filter(ResolveTest::isRefused);
  }

  /** Other schemes, and what the corpus would follow and we do not: credentials, port 0. */
  private static boolean isRefused(Row row) {
    String absolute = row.get("expected_canonical");
    return row.get("followable").equals("false")
        || absolute.contains("@")
        || absolute.contains(":0/");
  }

  @Test
  void theCorpusIsWhole() throws IOException {
    assertEquals(70, corpus().size());
    assertEquals(17, refused().count());
  }

  @ParameterizedTest
  @MethodSource
  void followable(Row row) throws Urls.Unusable {
    Url url = Urls.resolve(Urls.parse(row.get("base")), row.get("location"));
    assertEquals(row.get("expected_canonical"), url.toUri().toString());
  }

  @ParameterizedTest
  @MethodSource
  void refused(Row row) {
    assertThrows(
        Urls.Unusable.class, () -> Urls.resolve(Urls.parse(row.get("base")), row.get("location")));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "http://a/b#f,       c,              http://a/c#f",
        "http://a/b#f,       c#,             http://a/c#",
        "http://a/b#f,       c#g,            http://a/c#g",
        "http://a/b?x#f,     \"\",           http://a/b?x#f",
        "http://a/b?x,       ?,              http://a/b?",
        "http://a/b?x/y,     c,              http://a/c",
        "http://a/b/../c,    \"\",           http://a/b/../c",
        "http://a/b/../c,    d,              http://a/d",
        "http://a/b,         http://a/c/../d,http://a/d",
        "http://a/b,         //c,            http://c/",
        "https://a/b,        //c,            https://c/",
        "https://a:8443/b,   //c/,           https://c/",
        "https://a:8443/b,   /c,             https://a:8443/c",
        "http://a/b,         //c:81/..,      http://c:81/",
        "http://a/b,         /\\c,           http://a/%5Cc",
        "http://a/b,         \\\\c,          http://a/%5C%5Cc",
        "http://a/b,         c d,            http://a/c%20d",
        "http://a/b//c,      ../d,           http://a/b/d",
        "http://a/b,         /.//c,          http://a//c",
        "http://a/b,         /c/..,          http://a/",
        "http://a/b,         /...,           http://a/...",
        "http://a/b,         /%2e%2e/c,      http://a/%2e%2e/c",
        "http://a/b,         HTTPS://C,      https://c/"
      })
  void resolves(String base, String reference, String expected) throws Urls.Unusable {
    assertEquals(expected, Urls.resolve(Urls.parse(base), reference).toUri().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "http:c",
    "http:///c",
    "///c",
    "//",
    "http://u@c/",
    "//u:p@c/",
    "mailto:a",
    "//c:x/",
    "//[c]/"
  })
  void refusesReferences(String reference) {
    assertThrows(Urls.Unusable.class, () -> Urls.resolve(Urls.parse("http://a/b"), reference));
  }

  /** RFC 3986 §3.1: what else stands before a colon is a part of a path. */
  @ParameterizedTest
  @ValueSource(chars = {'a', 'z', 'A', 'Z', '0', '9', '+', '-', '.'})
  void mayStandInAScheme(char character) {
    assertThrows(
        Urls.Unusable.class, () -> Urls.resolve(Urls.parse("http://a/"), "x" + character + ":b"));
  }

  @ParameterizedTest
  @ValueSource(chars = {'@', '_', '!', '*', '~', '$'})
  void makesAPathOfWhatIsBeforeAColon(char character) throws Urls.Unusable {
    String reference = "x" + character + ":b";
    assertEquals("/" + reference, Urls.resolve(Urls.parse("http://a/"), reference).path());
  }
}
