package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEC-04. */
class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://a/b                     | http://a/b",
        "HTTPS://A:8443/b/c             | HTTPS://A:8443/b/c",
        "http://[::1]:80/b              | http://[::1]:80/b",
        "http://a/b?secret              | http://a/b",
        "http://a/b#secret              | http://a/b",
        "http://a?secret#secret         | http://a",
        "http://a#secret?secret         | http://a",
        "http://a/?secret@secret        | http://a/",
        "http://a/@b                    | http://a/@b",
        "http://a:80/b@c                | http://a:80/b@c",
        "http://[::1]/b@c               | http://[::1]/b@c",
        "a/b?secret@secret              | a/b",
        "a:80/b?secret@secret           | a:80/b",
        "not a URL                      | not a URL",
        "''                             | ''",
        "?secret                        | ''"
      })
  void shows(String url, String expected) {
    assertEquals(expected, Urls.redact(url));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://secret@a/b              | http://a/b",
        "http://secret:secret@a/b       | http://a/b",
        " http://u:secret@a/b           | http://a/b",
        "http://u:sec@ret@a/b           | http://a/b",
        "http://u:secret/secret@a/b     | http://a/b",
        "http://u:secret?secret@a/b     | http://a/b",
        "http://u:secret#secret@a/b     | http://a/b",
        "http://u:sec\\ret@a/b          | http://a/b",
        "http://u:[secret@a/b           | http://a/b",
        "//u:secret@a/b                 | a/b",
        "u:secret@a/b                   | a/b",
        "http:u:secret@a/b              | a/b",
        "http:/u:secret@a/b             | a/b",
        "http:///u:secret@a/b           | http://a/b",
        "http:\\\\u:secret@a\\b         | a\\b",
        "mailto:secret@a                | a",
        "http://u:secret@               | http://",
        "http://a/http://u:secret@b/c   | http://a/http://b/c"
      })
  void hides(String url, String expected) {
    assertEquals(expected, Urls.redact(url));
  }

  @Test
  void replacesWhatCouldForgeALine() {
    assertEquals(
        "http://a/\uFFFD\uFFFDb\uFFFD\uFFFD\uFFFDc", Urls.redact("http://a/\r\nb\0\u202e\u2028c"));
  }

  @Test
  void showsTwoHundredCharactersAtMost() {
    String longest = "http://a/" + "b".repeat(191);
    assertEquals(longest, Urls.redact(longest));
    String shown = Urls.redact(longest + "c");
    assertEquals(200, shown.length());
    assertTrue(shown.endsWith("b…"));
    assertEquals("http://a/", Urls.redact("http://" + "u".repeat(500) + "@a/"));
  }

  /** User, password and query of any URL that parses without them. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void hidesEverythingThatIsNoPath(long seed) {
    Random random = new Random(seed);
    String alphabet = "ab:/?#[]@\\%. ";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder user = new StringBuilder("u:");
      for (int length = random.nextInt(8); length > 0; length--) {
        user.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String url =
          "http://" + user.insert(random.nextInt(2, user.length() + 1), "SECRET") + "@a/b?SECRET";
      assertFalse(Urls.redact(url).contains("SECRET"), url);
    }
  }
}
