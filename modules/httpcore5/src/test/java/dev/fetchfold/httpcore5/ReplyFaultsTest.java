package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of exceptions and reasons (OUT-03). */
final class ReplyFaultsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  static Stream<Arguments> exchange() {
    return Stream.of(
        Arguments.of(new SocketException("Connection reset"), Reason.DISCONNECTED),
        Arguments.of(new EOFException(), Reason.DISCONNECTED),
        Arguments.of(new IOException("Broken pipe"), Reason.DISCONNECTED),
        Arguments.of(new SSLException("reset", new SocketException("reset")), Reason.DISCONNECTED),
        Arguments.of(new SSLException("pipe", new IOException("Broken")), Reason.DISCONNECTED),
        Arguments.of(new SSLException("eof", new EOFException()), Reason.DISCONNECTED),
        Arguments.of(new SSLException("tag", new AEADBadTagException()), Reason.TLS),
        Arguments.of(new SSLHandshakeException("certificate_required"), Reason.TLS));
  }

  @ParameterizedTest
  @MethodSource
  void exchange(Exception thrown, Reason reason) {
    assertEquals(reason, ReplyFaults.exchange(thrown).reason());
  }

  static Stream<Arguments> connecting() {
    return Stream.of(
        Arguments.of(new ConnectException("refused"), Reason.CONNECT),
        Arguments.of(new NoRouteToHostException(), Reason.CONNECT),
        Arguments.of(new SocketException("Network is unreachable"), Reason.CONNECT),
        Arguments.of(new SocketTimeoutException(), Reason.TIMEOUT));
  }

  @ParameterizedTest
  @MethodSource
  void connecting(IOException thrown, Reason reason) {
    assertEquals(reason, ReplyFaults.connecting(TIMEOUT, thrown).reason());
  }

  /** The root is the cause, the sentence is ours. */
  @Test
  void causeIsTheRoot() {
    Exception root = new SocketException("secret of the library");
    Fault fault = ReplyFaults.exchange(new IOException("outer", new IOException(root)));
    assertSame(root, fault.cause());
    assertFalse(fault.detail().contains("secret"));
  }
}
