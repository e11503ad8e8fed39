package dev.fetchfold.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Failure;
import dev.fetchfold.Meta;
import dev.fetchfold.Reason;
import dev.fetchfold.Target;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No password is printed (SEC-04), and every other URL stays as it is. */
class ShownTest {

  @ParameterizedTest
  @CsvSource({
    "http://host/path?q=1#f, http://host/path?q=1#f",
    "http://host/@user, http://host/@user",
    "http://host?a=b@c, http://host?a=b@c",
    "http://user:pass@host/@x, http://***@host/@x",
    "http://user@pass@host/, http://***@host/",
    "//user:pass@host/, //***@host/",
    "'', ''",
    "@, ***@"
  })
  void theUserOfAnAuthorityIsNotShown(String url, String shown) {
    assertEquals(shown, Shown.url(url));
  }

  @ParameterizedTest
  @CsvSource({
    "http://user:pa/ss@host/, http://***@host/",
    "http://user:pa#s?s@host/, http://***@host/",
    "user:pass@host/path, user:***@host/path",
    "http:\\\\user:pass@host, http:\\\\***@host",
    "ftp://host/x, ftp://host/x"
  })
  void nothingBeforeAnAtOfAnInvalidTargetIsShown(String url, String shown) {
    Meta meta = new Meta(0, Target.of(url), 0, Duration.ZERO, Duration.ZERO);
    assertEquals(shown, Shown.url(new Failure(meta, Reason.INVALID_TARGET, "no", null)));
  }
}
