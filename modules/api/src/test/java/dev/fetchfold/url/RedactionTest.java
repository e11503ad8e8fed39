package dev.fetchfold.url;

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
        "http://secret@a/b              | http://***@a/b",
        "http://secret:secret@a/b       | http://***@a/b",
        " http://u:secret@a/b           | http://***@a/b",
        "http://u:sec@ret@a/b           | http://***@a/b",
        "http://u:secret/secret@a/b     | http://***@a/b",
        "http://u:secret?secret@a/b     | http://***@a/b",
        "http://u:secret#secret@a/b     | http://***@a/b",
        "http://u:sec\\ret@a/b          | http://***@a/b",
        "http://u:[secret@a/b           | http://***@a/b",
        "http://u:secret@a:b/c@d        | http://***@d",
        "//u:secret@a/b                 | //***@a/b",
        "u:secret@a/b                   | ***@a/b",
        "u:secret/secret@a/b            | ***@a/b",
        "http:u:secret@a/b              | http:***@a/b",
        "http:/u:secret@a/b             | http:/***@a/b",
        "http:///u:secret@a/b           | http:///***@a/b",
        "http:\\\\u:secret@a\\b         | http:\\\\***@a\\b",
        "HTTPS:\\u:secret@a\\b          | HTTPS:\\***@a\\b",
        "https://u:secret@h@x/          | https://***@x/",
        "ftp://u:secret@a/b             | ftp://***@a/b",
        "mailto:u:secret@a              | mailto:***@a",
        "sip:u:secret@a                 | sip:***@a",
        "u:/secret/secret@a             | ***@a",
        "http://u:secret@               | http://***@",
        "http://a/http://u:secret@b/c   | http://a/http://***@b/c"
      })
  void hides(String url, String expected) {
    assertEquals(expected, Urls.redact(url));
  }

  /** What tells two rows apart: the host above all. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://medium.com/@user/x      | https://medium.com/@user/x",
        "https://medium.com:x/@user/x    | https://medium.com***@user/x",
        "medium.com:x/@user/x            | medium.com***@user/x",
        "medium.com/@user/x              | medium.com/@user/x",
        "http://localhost:x/@user        | http://localhost***@user",
        "http://[::1]:x/@user            | http://[::1]***@user",
        "https://u:secret@host/@user/x   | https://***@host/@user/x",
        "https://u:secret@host/x@y/z     | https://***@host***@y/z",
        "https://unpkg.com/a@1.2.3/b     | https://unpkg.com/a@1.2.3/b",
        "https://host/a//b@c             | https://host/a//b@c",
        "mailto:someone@example.org      | mailto:someone@example.org",
        "mailto:a@example.org?subject=x  | mailto:a@example.org",
        "MAILTO:someone@example.org      | MAILTO:someone@example.org",
        "sip:someone@example.org         | sip:someone@example.org",
        "xmpp:someone@example.org/home   | xmpp:someone@example.org/home",
        "tel:+1-201-555-0123             | tel:+1-201-555-0123",
        "data:text/plain,x               | data:text/plain,x",
        "javascript:void(0)              | javascript:void(0)"
      })
  void showsTheHost(String url, String expected) {
    assertEquals(expected, Urls.redact(url));
  }

  /** Whole, so that it can be used again. */
  @ParameterizedTest
  @CsvSource({
    "http://host/path?q=1#f, http://host/path?q=1#f",
    "http://host/@user, http://host/@user",
    "http://host?a=b@c, http://host?a=b@c",
    "http://user:pass@host?a=b@c, http://***@host?a=b@c",
    "http://user:pass@host/@x, http://***@host/@x",
    "http://user@pass@host/, http://***@host/",
    "http://user:pa/ss@host/, http://***@host/",
    "http://user:pa#s?s@host/, http://***@host/",
    "user:pass@host/path, ***@host/path",
    "//user:pass@host/, //***@host/",
    "ftp://host/x, ftp://host/x",
    "'', ''",
    "@, ***@"
  })
  void masksTheWholeUrl(String url, String expected) {
    assertEquals(expected, Urls.masked(url));
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
    assertEquals("http://***@a/", Urls.redact("http://" + "u".repeat(500) + "@a/"));
  }

  /** A user and a password of whatever marks, in whatever stands before a host. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void hidesUserPasswordAndQuery(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String user = "u:p" + marks(random, "ab:/?#[]\\%. ");
      user = inserted(random, user, 3, "SECRET") + marks(random, "ab:/?#[]@\\%. ");
      String url = start(random) + user + "@a/b?SECRET";
      assertFalse(Urls.redact(url).contains("SECRET"), url);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void showsTheHostWhateverComesBehindIt(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String user = random.nextBoolean() ? "" : "u:p" + marks(random, "ab:%.") + "@";
      String path = random.nextBoolean() ? "" : "/" + marks(random, "ab:/?#[]@\\%. ");
      String url = "https://" + user + "www.HOST.example" + path;
      assertTrue(Urls.redact(url).contains("HOST"), url);
      String noPort = "https://www.HOST.example:" + marks(random, "ab%.") + path;
      assertTrue(Urls.redact(noPort).contains("HOST"), noPort);
    }
  }

  private static String start(Random random) {
    String[] starts = {"http://", "https:/", "HTTPS:", "//", "", "http:\\\\", "ftp://", " http://"};
    return starts[random.nextInt(starts.length)];
  }

  private static String marks(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String inserted(Random random, String text, int from, String more) {
    return new StringBuilder(text).insert(random.nextInt(from, text.length() + 1), more).toString();
  }
}
