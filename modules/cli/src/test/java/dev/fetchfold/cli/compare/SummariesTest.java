package dev.fetchfold.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.cli.origin.OriginCounts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Medians, and what processes tell each other. */
class SummariesTest {
  private static final OriginCounts BEFORE = new OriginCounts(10, 1, 0, 0, 1_000_000);
  private static final OriginCounts AFTER = new OriginCounts(110, 9, 0, 64, 3_000_000);

  @Test
  void aRowHoldsMedians() {
    Summaries row = Summaries.of(List.of(sample(3), sample(1), sample(2))).getFirst();
    assertEquals(
        List.of("fast", "fake", "100", "20.0", "20.0", "5.0 ms", "7", "64 of 64", "3.0%"),
        row.cells());
    assertEquals(1.0, row.spread(Sample::cpuMicrosPerFetch));
    assertEquals(0, row.unexpected());
  }

  private static Sample sample(long cpuMillis) {
    Measurement measured =
        new Measurement(100, 3, 0, 1_000_000_000, cpuMillis * 1_000_000, 5_000_000, 7);
    return new Sample(Workload.FAST, "fake", measured, BEFORE, AFTER);
  }

  @Test
  void measurementsSurviveTheirLine() {
    Measurement measured = new Measurement(1, 2, 3, 4, 5, 6, 7);
    assertEquals(measured, Measurement.parse(measured.text() + "\n"));
  }

  @Test
  void deadOriginsAreOneInEleven() {
    List<String> origins = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "dead");
    long dead = 0;
    for (long index = 0; index < 1_100; index++) {
      dead += Workload.DEAD_ORIGIN.ask(index, origins).url().startsWith("dead") ? 1 : 0;
    }
    assertEquals(100, dead);
  }
}
