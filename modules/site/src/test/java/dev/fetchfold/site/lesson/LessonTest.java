package dev.fetchfold.site.lesson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every example of the first lesson does what it says. */
class LessonTest {
  private final OriginServer server =
      OriginServer.start().on("/a", Script.text("aaaa")).on("/b", Script.text("bb"));
  private final Fetcher fetcher = Fetchers.open("virtual");
  private final List<String> urls = List.of(server.url("/a"), server.url("/b"));

  @AfterEach
  void close() {
    fetcher.close();
    server.close();
  }

  @Test
  void sequential() throws InterruptedException {
    List<Outcome> outcomes = Lesson.sequential(fetcher, urls);
    assertEquals(List.of(0L, 0L, 0L, 1L), outcomes.stream().map(Outcome::index).toList());
    assertTrue(outcomes.stream().allMatch(Outcome::ok));
  }

  @Test
  void join() {
    assertEquals(2, Lesson.join(fetcher, urls));
  }

  @Test
  void lock() throws InterruptedException {
    assertEquals(Map.of(200, 2), Lesson.lock(fetcher, urls));
  }

  @Test
  void reentrant() throws InterruptedException {
    server.on("/index", Script.text(String.join("\n", urls)));
    assertEquals(2, Lesson.reentrant(fetcher, server.url("/index")).size());
  }

  @Test
  void queue() throws InterruptedException {
    BlockingQueue<String> queue = new LinkedBlockingQueue<>(urls);
    queue.add("");
    assertEquals(2, Lesson.queue(fetcher, queue));
  }

  @Test
  void event() throws InterruptedException {
    Gate closed = new Gate();
    server.on("/slow", exchange -> closed.pass());
    List<String> mirrors = List.of(server.url("/slow"), server.url("/a"));
    assertEquals(1, Lesson.event(fetcher, mirrors).orElseThrow().index());
    closed.open();
  }

  @Test
  void ordered() {
    assertEquals(List.of(4, 2), Lesson.ordered(fetcher, urls));
  }

  @Test
  void completed() {
    assertEquals(List.copyOf(urls), Lesson.completed(fetcher, urls).stream().sorted().toList());
  }

  @Test
  void exceptions() throws InterruptedException {
    List<String> said = Lesson.exceptions(fetcher, List.of(server.url("/missing"), "no url"));
    assertEquals(List.of("status 404", "INVALID_TARGET"), said);
    Outcome failure = fetcher.fetch(Target.of("no url"));
    assertTrue(Lesson.thrown(failure).isPresent());
  }

  @Test
  void context() throws InterruptedException {
    Fetcher closed = Lesson.context(server.url("/a"));
    assertThrows(IllegalStateException.class, () -> closed.fetch(Target.of(server.url("/a"))));
  }

  @Test
  void daemon() throws InterruptedException {
    List<Thread> pool = Lesson.daemon(server.url("/a"));
    assertFalse(pool.isEmpty());
    assertTrue(pool.stream().allMatch(Thread::isDaemon));
  }

  @Test
  void deadlock() throws InterruptedException {
    Gate closed = new Gate();
    try (OriginServer dead = OriginServer.start().otherwise(exchange -> closed.pass())) {
      assertEquals(End.DEADLINE, Lesson.deadlock(dead.url("/"), server.url("/a")));
      assertEquals(1, server.ledger().headCount());
      closed.open();
    }
  }

  @Test
  void cpu() throws InterruptedException {
    List<BigInteger> results = Lesson.cpu(fetcher, urls);
    assertTrue(results.contains(BigInteger.valueOf(24)) && results.contains(BigInteger.TWO));
  }
}
