package dev.fetchfold.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Workout;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.vertx.core.internal.logging.LoggerFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is an outcome already is no warning in a log, and no stack trace. */
class LogTest {
  @Test
  @Timeout(Watchdog.SECONDS * 2)
  void nothingThatFailsIsLogged() throws Exception {
    assertEquals(List.of(), Complaints.of(Logging.class, List.of()));
  }

  /** What the JVM of its own does. */
  static final class Logging {
    private Logging() {}

    public static void main(String[] arguments) throws Exception {
      Complaints complaints = new Complaints();
      complaints.addLogged();
      LoggerFactory.getLogger(LogTest.class).warn("of Vert.x's");
      prove(complaints);
      InternalLoggerFactory.getInstance(LogTest.class).warn("of Netty's");
      prove(complaints);
      Workout.runFailures(VertxFetcher::open);
      Workout.runFailuresOfTls(VertxFetcher::open);
      complaints.print();
    }

    private static void prove(Complaints complaints) {
      if (!complaints.forget()) {
        throw new AssertionError("a warning was not heard of");
      }
    }
  }
}
