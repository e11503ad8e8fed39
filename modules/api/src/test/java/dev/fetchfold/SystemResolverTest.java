package dev.fetchfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemResolverTest {

  @Test
  void resolvesALiteral() throws UnknownHostException {
    List<InetAddress> addresses = HostResolver.system().resolve("127.0.0.1");
    assertEquals(List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), addresses);
  }

  /** RFC 6761 §6.4: {@code invalid.} does not exist, or nobody can be asked at all. */
  @Test
  void throwsForANameThatHasNoAddress() {
    HostResolver system = HostResolver.system();
    assertThrows(UnknownHostException.class, () -> system.resolve("fetchfold.invalid"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.test: Temporary failure in name resolution",
        "a.test: Try again",
        "This is usually a temporary error during hostname resolution and means that the local"
            + " server did not receive a response from an authoritative server (a.test)"
      })
  void tellsATemporaryFailure(String message) {
    UnknownHostException told = SystemResolver.told("a.test", new UnknownHostException(message));
    assertInstanceOf(HostResolver.TemporaryFailure.class, told);
    assertEquals(message, told.getMessage());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "temporary.test",
        "temporary.test: Name or service not known",
        "temporary.test: No address associated with hostname",
        "temporary.test: System error",
        "No such host is known (temporary.test)"
      })
  void leavesEveryOtherAsItIs(String message) {
    UnknownHostException thrown = new UnknownHostException(message);
    assertSame(thrown, SystemResolver.told("temporary.test", thrown));
  }
}
