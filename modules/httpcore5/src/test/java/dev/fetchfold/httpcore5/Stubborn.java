package dev.fetchfold.httpcore5;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What does not answer. */
final class Stubborn {
  private Stubborn() {}

  /** Connects until a further connection has to wait for its turn. */
  static void fill(ServerSocket full, List<Socket> queue) throws Exception {
    boolean accepted = true;
    while (accepted) {
      Socket socket = new Socket();
      queue.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 500);
      } catch (SocketTimeoutException e) {
        accepted = false;
      }
    }
  }

  /** Blocks whatever happens, as the system's resolver does. */
  static void await(CountDownLatch answer) {
    boolean answered = false;
    while (!answered) {
      try {
        Patience.await(answer);
        answered = true;
      } catch (InterruptedException e) {
        // It does not hear.
      }
    }
  }

  /** A resolver that hears. */
  static List<InetAddress> awaitInterrupt(CountDownLatch interrupted) {
    try {
      Patience.await(new CountDownLatch(1));
      throw new AssertionError("not interrupted");
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw new IllegalStateException(e);
    }
  }
}
