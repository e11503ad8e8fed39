package dev.fetchfold.reactor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A listening socket whose queue is full: on Linux no further connection is made or refused. */
final class Backlog implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final List<Socket> queued = new ArrayList<>();

  Backlog() throws IOException {
    for (int i = 0; i < 2; i++) {
      queued.add(new Socket(server.getInetAddress(), server.getLocalPort()));
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queued) {
      socket.close();
    }
    server.close();
  }
}
