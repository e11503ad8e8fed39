package dev.fetchfold.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTest {

  /** What goes into the Host field. */
  @ParameterizedTest
  @CsvSource({
    "http,  a,   80,   a,           http://a",
    "http,  a,   443,  a:443,       http://a:443",
    "https, a,   443,  a,           https://a",
    "https, a,   80,   a:80,        https://a:80",
    "http,  ::1, 80,   [::1],       http://[::1]",
    "https, ::1, 8443, [::1]:8443,  https://[::1]:8443"
  })
  void writesItsAuthority(String scheme, String host, int port, String authority, String shown) {
    Origin origin = new Origin(scheme, host, port);
    assertEquals(authority, origin.authority());
    assertEquals(shown, origin.toString());
    assertEquals(scheme.equals("https"), origin.secure());
  }

  /** BOUND-02: one origin, however it is written. */
  @ParameterizedTest
  @CsvSource({
    "http://a/,             HTTP://A:80/b",
    "https://a/,            https://a:443",
    "http://[::1]/,         http://[0:0:0:0:0:0:0:1]:80/",
    "http://bücher/,  http://xn--bcher-kva/"
  })
  void hasOneOriginHoweverItIsWritten(String one, String other) throws Urls.Unusable {
    assertEquals(Urls.parse(one).origin(), Urls.parse(other).origin());
  }

  @Test
  void tellsOriginsApart() throws Urls.Unusable {
    Origin origin = Urls.parse("http://a/").origin();
    assertFalse(origin.equals(Urls.parse("https://a/").origin()));
    assertFalse(origin.equals(Urls.parse("http://a:81/").origin()));
    assertFalse(origin.equals(Urls.parse("http://a./").origin()));
  }

  /** SEC-04. */
  @Test
  void showsNeitherQueryNorFragment() throws Urls.Unusable {
    Url url = Urls.parse("http://a/b?secret#secret");
    assertEquals("http://a/b", url.toString());
    assertTrue(url.toUri().toString().endsWith("?secret#secret"));
  }
}
