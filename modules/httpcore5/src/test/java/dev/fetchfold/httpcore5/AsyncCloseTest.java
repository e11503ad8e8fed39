package dev.fetchfold.httpcore5;

import dev.fetchfold.FetcherConfig;
import org.junit.jupiter.api.Test;

/**
 * Closed while connections are being made, at any moment: the server sees each of them end
 * (CLOSE-02).
 */
final class AsyncCloseTest {
  private static final int ROUNDS = 150;
  private static final int CALLS = 100;

  @Test
  void connectionsBeingMadeAreNotForgotten() throws Exception {
    try (RawServer server = RawServer.start(RawServer.Peer::awaitEnd)) {
      for (int round = 0; round < ROUNDS; round++) {
        closeAfter(server, server.connections() + round % CALLS);
      }
      Patience.until(() -> server.open() == 0);
    }
  }

  private static void closeAfter(RawServer server, int connections) throws Exception {
    try (AsyncClient client = new AsyncClient(FetcherConfig.defaults().maxConcurrency(CALLS))) {
      for (int i = 0; i < CALLS; i++) {
        client.call(Requests.get(server.url())).execute(reply -> {});
      }
      Patience.until(() -> server.connections() >= connections);
    }
  }
}
