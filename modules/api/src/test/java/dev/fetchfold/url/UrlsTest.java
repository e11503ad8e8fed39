package dev.fetchfold.url;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BATCH-05. */
class UrlsTest {

  static Stream<Arguments> usable() {
    return Stream.of(
        Arguments.of("http://a", "http://a/"),
        Arguments.of("HTTP://EXAMPLE.com/A", "http://example.com/A"),
        Arguments.of("  http://a/b \n", "http://a/b"),
        Arguments.of("http://a:80/", "http://a/"),
        Arguments.of("https://a:443/", "https://a/"),
        Arguments.of("https://a:80/", "https://a:80/"),
        Arguments.of("http://a:/", "http://a/"),
        Arguments.of("http://a:00081/", "http://a:81/"),
        Arguments.of("http://a:65535/", "http://a:65535/"),
        Arguments.of("http://a:1/", "http://a:1/"),
        Arguments.of("http://a:9090/", "http://a:9090/"),
        Arguments.of("http://a/\u0080", "http://a/%C2%80"),
        Arguments.of("http://a/\ud800\uffff", "http://a/%EF%BF%BD%EF%BF%BF"),
        Arguments.of("http://a/\udfff\ue000", "http://a/%EF%BF%BD%EE%80%80"),
        Arguments.of("http://a?x", "http://a/?x"),
        Arguments.of("http://a#x", "http://a/#x"),
        Arguments.of("http://a/?", "http://a/?"),
        Arguments.of("http://a/#", "http://a/#"),
        Arguments.of("http://a/?x?y#z?#", "http://a/?x?y#z?%23"),
        Arguments.of("http://foo/path;a??e#f#g", "http://foo/path;a??e#f%23g"),
        Arguments.of("http://my_service/", "http://my_service/"),
        Arguments.of("http://my_service:8080/", "http://my_service:8080/"),
        Arguments.of("http://-a-.b-/", "http://-a-.b-/"),
        Arguments.of("http://example.com./", "http://example.com./"),
        Arguments.of("http://1.2.3.4/", "http://1.2.3.4/"),
        Arguments.of("http://127.1/", "http://127.1/"),
        Arguments.of("http://0x7f.1/", "http://0x7f.1/"),
        Arguments.of("http://[::1]/", "http://[::1]/"),
        Arguments.of("http://[::1]:8080/", "http://[::1]:8080/"),
        Arguments.of("http://[::]/", "http://[::]/"),
        Arguments.of("http://[0:0:0:0:0:0:0:1]/", "http://[::1]/"),
        Arguments.of("http://[2001:DB8::0:1]/", "http://[2001:db8::1]/"),
        Arguments.of("http://[2001:db8:0:1:1:1:1:1]/", "http://[2001:db8:0:1:1:1:1:1]/"),
        Arguments.of("http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"),
        Arguments.of("http://[1:0:0:2:3:0:0:4]/", "http://[1::2:3:0:0:4]/"),
        Arguments.of("http://[fe80::]/", "http://[fe80::]/"),
        Arguments.of("http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"),
        Arguments.of("http://[::1.2.3.4]/", "http://[::102:304]/"),
        Arguments.of("http://bücher.example/", "http://xn--bcher-kva.example/"),
        Arguments.of("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        Arguments.of("http://例え.テスト/", "http://xn--r8jz45g.xn--zckzah/"),
        Arguments.of("http://🦄.example/", "http://xn--3s9h.example/"),
        Arguments.of("http://faß.example/", "http://fass.example/"),
        Arguments.of("http://a。b/", "http://a.b/"),
        Arguments.of("http://ＡＢＣ.example/", "http://abc.example/"),
        Arguments.of("http://a/b c?d e#f g", "http://a/b%20c?d%20e#f%20g"),
        Arguments.of("http://a/ü?ö#ä", "http://a/%C3%BC?%C3%B6#%C3%A4"),
        Arguments.of("http://a/😀", "http://a/%F0%9F%98%80"),
        Arguments.of("http://a/\ud83d", "http://a/%EF%BF%BD"),
        Arguments.of("http://a/%41%2f%zz%4", "http://a/%41%2f%25zz%254"),
        Arguments.of("http://a/\"<>^`{|}[]", "http://a/%22%3C%3E%5E%60%7B%7C%7D%5B%5D"),
        Arguments.of("http://a/?a[]=1", "http://a/?a%5B%5D=1"),
        Arguments.of("http://a/-._~!$&'()*+,;=:@", "http://a/-._~!$&'()*+,;=:@"),
        Arguments.of("http://a/b\\c", "http://a/b%5Cc"),
        Arguments.of("http://a//b", "http://a//b"),
        Arguments.of("http://a/b/../c/./d", "http://a/b/../c/./d"),
        Arguments.of("http://a/@b", "http://a/@b"),
        Arguments.of("http://a/b:c", "http://a/b:c"));
  }

  @ParameterizedTest
  @MethodSource("usable")
  void parses(String text, String expected) throws Urls.Unusable {
    Url url = Urls.parse(text);
    assertEquals(expected, url.toUri().toString());
    assertEquals(url, Urls.parse(expected), "parsing is idempotent");
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        Arguments.of("", "the URL has no scheme"),
        Arguments.of("   ", "the URL has no scheme"),
        Arguments.of("/a", "the URL has no scheme"),
        Arguments.of("//a/", "the URL has no scheme"),
        Arguments.of("example.com", "the URL has no scheme"),
        Arguments.of("://a", "the URL has no scheme"),
        Arguments.of("1http://a", "the URL has no scheme"),
        Arguments.of("example.com:80/", "the scheme of the URL is neither http nor https"),
        Arguments.of("ftp://a/", "the scheme of the URL is neither http nor https"),
        Arguments.of("file:///etc/passwd", "the scheme of the URL is neither http nor https"),
        Arguments.of("http", "the URL has no scheme"),
        Arguments.of("http:", "the URL has no host"),
        Arguments.of("http:/a", "the URL has no host"),
        Arguments.of("http:a", "the URL has no host"),
        Arguments.of("http://", "the URL has no host"),
        Arguments.of("http:///a", "the URL has no host"),
        Arguments.of("http://?a", "the URL has no host"),
        Arguments.of("http://:80/", "the URL has no host"),
        Arguments.of("http:\\\\a\\b", "the URL has no host"),
        Arguments.of("http://a:0/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:65536/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:4294967376/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:99999999999/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:+80/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:-80/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:8x/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:٨٠/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://a:80:80/", "the port of the URL is no number from 1 to 65535"),
        Arguments.of("http://::1/", "the URL has no host"),
        Arguments.of("http://[::1/", "the host is no IPv6 literal, or has a zone"),
        Arguments.of("http://[::1]x/", "the host is no IPv6 literal, or has a zone"),
        Arguments.of("http://[]/", "the host is no IPv6 literal"),
        Arguments.of("http://[1.2.3.4]/", "the host is no IPv6 literal"),
        Arguments.of("http://[1::2::3]/", "the host is no IPv6 literal"),
        Arguments.of("http://[12345::]/", "the host is no IPv6 literal"),
        Arguments.of("http://[1:2:3:4:5:6:7]/", "the host is no IPv6 literal"),
        Arguments.of("http://[fe80::1%eth0]/", "the host is no IPv6 literal, or has a zone"),
        Arguments.of("http://[fe80::1%25eth0]/", "the host is no IPv6 literal, or has a zone"),
        Arguments.of("http://[v1.a]/", "the host is no IPv6 literal, or has a zone"),
        Arguments.of("http://a b/", "the host has the character U+0020, which is not allowed"),
        Arguments.of("http://a\\b/", "the host has the character U+005C, which is not allowed"),
        Arguments.of("http://a%41/", "the host has the character U+0025, which is not allowed"),
        Arguments.of("http://a,b/", "the host has the character U+002C, which is not allowed"),
        Arguments.of("http://a／b/", "the host has the character U+002F, which is not allowed"),
        Arguments.of("http://u＠b/", "the host has the character U+0040, which is not allowed"),
        Arguments.of("http://a\tb/", "the URL has the control character U+0009 at 8"),
        Arguments.of("http://a/\r\nX: y", "the URL has the control character U+000D at 9"),
        Arguments.of("http://a/\0", "the URL has the control character U+0000 at 9"),
        Arguments.of("http://a/\u007f", "the URL has the control character U+007F at 9"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  void refuses(String text, String message) {
    assertEquals(message, assertThrows(Urls.Unusable.class, () -> Urls.parse(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a..b/", "http://.a/", "http://./", "http://../", "http://a../"})
  void refusesEmptyLabels(String text) {
    assertThrows(Urls.Unusable.class, () -> Urls.parse(text));
  }

  @Test
  void refusesNamesTooLongForEveryResolver() {
    String label = "a".repeat(63);
    String longest = (label + ".").repeat(3) + "a".repeat(61);
    assertDoesNotThrow(() -> Urls.parse("http://" + longest + "./"));
    assertThrows(Urls.Unusable.class, () -> Urls.parse("http://" + longest + "a/"));
    assertThrows(Urls.Unusable.class, () -> Urls.parse("http://" + label + "a/"));
    assertThrows(Urls.Unusable.class, () -> Urls.parse("http://ü" + label + "/"));
  }

  /** SEC-04. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://secret@a/",
        "http://secret:secret@a/",
        "http://u:secret@a:80/b?c",
        "http://u:sec@ret@a/",
        "//u:secret@a/",
        "u:secret@a/",
        "secret://a/",
        "http://u:secret@",
        "http://@a/"
      })
  void refusesCredentialsWithoutShowingThem(String text) {
    Urls.Unusable refused = assertThrows(Urls.Unusable.class, () -> Urls.parse(text));
    assertFalse(String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
  }

  /** Whatever is accepted is a URI that the JDK accepts, and parses to itself. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void neverMakesAnIllegalUri(long seed) throws Urls.Unusable {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String text = "http://a" + noise(random);
      try {
        Url url = Urls.parse(text);
        assertEquals(url, Urls.parse(url.toUri().toString()));
        assertEquals(url, Urls.parse(url.toUri().toASCIIString()));
        Urls.resolve(url, noise(random)).toUri();
      } catch (Urls.Unusable expected) {
        assertFalse(String.valueOf(expected.getMessage()).isEmpty());
      }
    }
  }

  private static String noise(Random random) {
    String alphabet =
        "ab01.-_~%/?#[]@:;!$&'()*+,=\\ \"<>^`{|}\u00fc\u0300\u200d\u3002\uff0f\ud83d\ude00";
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(20); length > 0; length--) {
      int c =
          random.nextInt(50) == 0
              ? random.nextInt(0x10000)
              : alphabet.charAt(random.nextInt(alphabet.length()));
      text.append((char) c);
    }
    return text.toString();
  }
}
