package dev.fetchfold.httpcore5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.Attempt;
import dev.fetchfold.policy.Reply;
import dev.fetchfold.support.ReplyBuffer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may happen between two steps of one event, which no server can bring about. */
final class AsyncConnectionTest {
  private static final FetcherConfig CONFIG = FetcherConfig.defaults();

  private final Interests interests = new Interests();
  private final ProtocolIOSession session = interests.session();
  private final AsyncConnection connection = new AsyncConnection(session, ByteBuffer.allocate(0));

  /** There is nothing to send, and the interest that the request asks for just then is given up. */
  @Test
  void aRequestThatIsBegunWhileAnEventIsDealtWithIsNotForgotten() throws Exception {
    connection.connected(session);
    Attempt attempt = Requests.get("http://127.0.0.1/");
    try (ReplyBuffer buffer = new ReplyBuffer(CONFIG, attempt)) {
      AsyncExchange request = new AsyncExchange(CONFIG, attempt, buffer, new NoEnd());
      interests.beforeOutputIsGivenUp = () -> connection.begin(request);
      connection.outputReady(session);
    }
    assertTrue(interests.outputWasGivenUp);
    assertEquals(SelectionKey.OP_WRITE, interests.events & SelectionKey.OP_WRITE);
  }

  /** The events that a session is asked to tell of; there is no socket. */
  private static final class Interests implements InvocationHandler {
    private Runnable beforeOutputIsGivenUp = () -> {};
    private boolean outputWasGivenUp;
    private int events;

    ProtocolIOSession session() {
      return (ProtocolIOSession)
          Proxy.newProxyInstance(
              getClass().getClassLoader(), new Class<?>[] {ProtocolIOSession.class}, this);
    }

    @Override
    public @Nullable Object invoke(Object session, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "isOpen" -> true;
        case "setEvent" -> events |= event(arguments);
        case "clearEvent" -> clear(event(arguments));
        default -> throw new UnsupportedOperationException(method.toString());
      };
    }

    private int clear(int event) {
      if (event == SelectionKey.OP_WRITE) {
        beforeOutputIsGivenUp.run();
        outputWasGivenUp = true;
      }
      return events &= ~event;
    }

    private static int event(Object @Nullable [] arguments) {
      return arguments == null ? 0 : (int) arguments[0];
    }
  }

  private static final class NoEnd implements AsyncExchange.End {
    @Override
    public void ended(Reply reply, AfterExchange after) {
      throw new AssertionError("nothing was sent: " + reply);
    }

    @Override
    public void neverBegun() {
      throw new AssertionError("the connection is open");
    }
  }
}
