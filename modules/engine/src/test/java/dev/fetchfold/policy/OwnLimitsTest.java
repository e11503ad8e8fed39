package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.KeyManagementException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this machine had no room for is not the server's fault (OUT-03). */
class OwnLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "Too many open files, ulimit -n",
    "Too many open files in system, ulimit -n",
    "No file descriptors available, ulimit -n",
    "Cannot assign requested address, address or port of its own",
    "Can't assign requested address, address or port of its own",
    "No buffer space available, memory",
    "Cannot allocate memory, memory"
  })
  void aLimitIsNamedInEveryPhaseOfConnecting(String words, String named) {
    IOException root = new SocketException(words);
    Throwable wrapped = new IllegalStateException("wrapped", root);
    for (Fault fault :
        List.of(
            WireFaults.unresolved(wrapped),
            WireFaults.unconnected(wrapped),
            WireFaults.handshake(wrapped))) {
      assertEquals(Reason.CONNECT, fault.reason());
      assertTrue(fault.detail().contains(named), fault.detail());
      assertSame(root, fault.cause());
    }
  }

  @Test
  void soIsOneOfThreads() {
    Fault fault = WireFaults.unconnected(new OutOfMemoryError("unable to create native thread"));
    assertEquals(Reason.CONNECT, fault.reason());
    assertTrue(fault.detail().contains("threads"), fault.detail());
  }

  @Test
  void aTrustStoreThatCannotBeOpenedForWantOfDescriptorsIsNoFaultOfTls() {
    Throwable store = new KeyManagementException(new IOException("/x (Too many open files)"));
    assertEquals(Reason.CONNECT, WireFaults.handshake(store).reason());
  }

  @Test
  void whatAPeerSentIsNotRead() {
    SSLException quoting = new SSLException("No name matching Too many open files found");
    assertEquals(Reason.TLS, WireFaults.handshake(quoting).reason());
  }

  @Test
  void otherFaultsStayWhatTheyAre() {
    assertEquals(
        "no connection could be made",
        WireFaults.unconnected(new ConnectException("Connection refused")).detail());
    assertEquals(
        Reason.UNKNOWN_HOST, WireFaults.unresolved(new UnknownHostException("a.test")).reason());
    assertEquals(Reason.UNKNOWN_HOST, WireFaults.unresolved(null).reason());
  }

  @Test
  void causesMayGoRoundInACircle() {
    IOException one = new IOException("one");
    IOException two = new IOException("two", one);
    one.initCause(two);
    assertEquals(Reason.TLS, WireFaults.handshake(two).reason());
  }
}
