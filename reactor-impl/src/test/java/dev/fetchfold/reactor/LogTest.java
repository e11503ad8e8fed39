package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.util.Loggers;

/**
 * What is an outcome already is no warning in a log, and no stack trace. But for TLS: of a
 * handshake that fails, reactor-netty tells its log before it tells anybody else.
 */
class LogTest {
  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void nothingThatFailsIsLogged() throws Exception {
    assertEquals(
        List.of(), Complaints.of(Logging.class, List.of("-Dreactor.logging.fallback=JDK")));
  }

  /** What the JVM of its own does. */
  static final class Logging {
    private Logging() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      complaints.addLogged();
      Loggers.getLogger(LogTest.class).warn("of Reactor's");
      prove(complaints);
      InternalLoggerFactory.getInstance(LogTest.class).warn("of Netty's");
      prove(complaints);
      Workout.runFailures(ReactorFetcher::open);
      complaints.print();
    }

    private static void prove(Complaints complaints) {
      if (!complaints.forget()) {
        throw new AssertionError("a warning was not heard of");
      }
    }
  }
}
