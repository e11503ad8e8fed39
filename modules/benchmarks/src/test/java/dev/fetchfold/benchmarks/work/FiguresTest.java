package dev.fetchfold.benchmarks.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What processes tell each other, and what they are asked to do. */
class FiguresTest {
  private static final List<String> ORIGINS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "dead");

  @Test
  void figuresSurviveTheirLine() throws IOException {
    Figures figures = Figures.empty();
    figures.put(Measure.CPU_PER_FETCH, 12.5);
    figures.put(Measure.CONNECTIONS, 10_000_000);
    figures.series().put("batches, ms", List.of(1.0, 2.5));
    figures.threads().put("platform \"x-#\"", 64.0);
    figures.notes().add("a\nb");
    assertEquals(1, figures.line().lines().count());
    assertEquals(figures, Figures.parse(figures.line()));
  }

  @Test
  void sixDigitsAreEnough() throws IOException {
    Figures figures = Figures.empty();
    figures.put(Measure.CPU_PER_FETCH, 100.0 / 3);
    assertTrue(figures.line().contains("33.3333}"), figures.line());
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThrows(IOException.class, () -> Figures.parse("hello"));
    assertThrows(IOException.class, () -> Figures.parse(""));
  }

  @Test
  void nullsAreLeftOut() throws IOException {
    assertEquals(List.of(1.0, true, "x"), Json.list(Json.read("[1, null, true, \"x\"]")));
  }

  @Test
  void deadTargetsAreOneInEleven() {
    assertEquals(100, dead(0, 1_100));
    assertEquals(4, dead(44, 44));
  }

  private static long dead(long first, long count) {
    long dead = 0;
    for (long index = first; index < first + count; index++) {
      dead += Workload.DEAD_ORIGIN.ask(index, ORIGINS).url().startsWith("dead") ? 1 : 0;
    }
    return dead;
  }

  @Test
  void oneInAHundredIsTooLate() {
    long late = 0;
    for (long index = 0; index < 2_000; index++) {
      Ask ask = Workload.TAIL.ask(index, ORIGINS);
      late += ask.expected() == Ask.Expected.TIMEOUT ? 1 : 0;
      assertEquals(ask, Workload.TAIL.ask(index, ORIGINS));
    }
    assertEquals(20, late);
  }

  @Test
  void namesAreFoundAgain() {
    for (Workload workload : Workload.values()) {
      assertEquals(workload, Workload.of(workload.toString()));
    }
    for (Measure measure : Measure.values()) {
      assertEquals(measure, Measure.of(measure.toString()));
    }
  }
}
