package dev.fetchfold.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sent, and which connection it is sent on. */
final class ClassicWireTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** OUT-07. */
  @Test
  void sendsHostTheAttemptsFieldsAndNothingElse() throws Exception {
    try (RawServer server = RawServer.answering(OK);
        ClassicClient client = new ClassicClient(FetcherConfig.defaults())) {
      Target target = Target.of(server.url() + "a?b=c").header("X-Mine", "1");
      assertEquals("ok", text(client.send(Requests.of(target))));
      List<String> lines = Patience.next(server.heads).lines().toList();
      assertEquals("GET /a?b=c HTTP/1.1", lines.getFirst());
      assertEquals("Host: 127.0.0.1:" + server.port(), lines.get(1));
      assertEquals(
          List.of("accept-encoding", "host", "user-agent", "x-mine"),
          lines.stream()
              .skip(1)
              .filter(l -> !l.isEmpty())
              .map(ClassicWireTest::name)
              .sorted()
              .toList());
    }
  }

  private static String name(String line) {
    return line.substring(0, line.indexOf(':')).toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(Reply reply) {
    return assertInstanceOf(Reply.Received.class, reply).body().text();
  }
}
