package dev.fetchfold.kit.rules.exchange;

import dev.fetchfold.kit.NotOffered;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;

/** Addresses of this machine. */
final class Addresses {
  private static final int PROBE_MILLIS = 500;
  private static final List<String> CANDIDATES = List.of("127.0.0.2", "0:0:0:0:0:0:0:1");

  private Addresses() {}

  static InetAddress of(String literal) throws UnknownHostException {
    return InetAddress.getAllByName(literal)[0];
  }

  /** An address of this machine at which nobody listens on that port, and which says so. */
  static InetAddress refusing(int port) throws IOException {
    for (String candidate : CANDIDATES) {
      InetAddress address = of(candidate);
      if (refuses(new InetSocketAddress(address, port))) {
        return address;
      }
    }
    throw new NotOffered("a second loopback address, none of " + CANDIDATES + " refuses");
  }

  private static boolean refuses(InetSocketAddress address) {
    try (Socket probe = new Socket()) {
      probe.connect(address, PROBE_MILLIS);
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
