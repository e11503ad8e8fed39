package dev.fetchfold.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Medians, intervals, and what may be said of them. */
class IntervalTest {
  private static final Entry VIRTUAL = new Entry.Engine("virtual");
  private static final Entry AGAIN = new Entry.Control(new Entry.Engine("virtual"));
  private static final Entry REACTOR = new Entry.Engine("reactor");
  private static final Entry VERTX = new Entry.Engine("vertx");

  private final List<Sample> samples = new ArrayList<>();

  @Test
  void theMedianIsInTheMiddle() {
    assertEquals(new Interval(1, 2, 9, 3), Interval.of(List.of(9.0, 1.0, 2.0)));
    assertEquals(new Interval(1, 3, 9, 4), Interval.of(List.of(9.0, 1.0, 2.0, 4.0)));
    assertEquals(new Interval(5, 5, 5, 1), Interval.of(List.of(5.0)));
    assertThrows(IllegalArgumentException.class, () -> Interval.of(List.of()));
  }

  @Test
  void moreForksCoverMore() {
    assertEquals(0, Interval.coverage(1));
    assertEquals(75, Interval.coverage(3));
    assertEquals(93.75, Interval.coverage(5));
  }

  @Test
  void intervalsThatOverlapAreNoDifference() {
    add(VIRTUAL, 10, 11, 12);
    add(REACTOR, 12, 13, 14);
    add(VERTX, 20, 21, 22);
    assertFalse(verdicts().differ(VIRTUAL, REACTOR, Workload.SMALL, Measure.CPU_PER_FETCH));
    assertTrue(verdicts().differ(VIRTUAL, VERTX, Workload.SMALL, Measure.CPU_PER_FETCH));
    assertEquals(
        Optional.of("virtual ~ reactor < vertx"),
        verdicts().order(Workload.SMALL, Measure.CPU_PER_FETCH));
  }

  /** One run has no spread: what is between two of them may be anything. */
  @Test
  void ofOneForkEachNothingIsSaid() {
    Entry bare = new Entry.Bare(dev.fetchfold.benchmarks.fork.BareClient.VERTX_CORE);
    add(bare, 20);
    add(VIRTUAL, 10);
    add(VERTX, 25);
    assertFalse(verdicts().differ(VIRTUAL, VERTX, Workload.SMALL, Measure.CPU_PER_FETCH));
    assertEquals(Optional.empty(), verdicts().order(Workload.SMALL, Measure.CPU_PER_FETCH));
    assertEquals(Optional.empty(), verdicts().overBare(new Entry.Engine("vertx"), Workload.SMALL));
  }

  @Test
  void whatEqualEntriesDifferByIsNoDifference() {
    add(VIRTUAL, 10, 10, 10);
    add(AGAIN, 15, 15, 15);
    add(REACTOR, 13, 13, 13);
    assertFalse(verdicts().differ(VIRTUAL, REACTOR, Workload.SMALL, Measure.CPU_PER_FETCH));
  }

  @Test
  void anEngineIsSeenBesideItsBareClient() {
    Entry bare = new Entry.Bare(dev.fetchfold.benchmarks.fork.BareClient.VERTX_CORE);
    add(bare, 20, 20, 20);
    add(VERTX, 25, 25, 25);
    assertEquals(
        Optional.of("5 µs (25%) more"),
        verdicts().overBare(new Entry.Engine("vertx"), Workload.SMALL));
  }

  @Test
  void whatWasNotMeasuredSaysWhy() {
    samples.add(new Sample(VIRTUAL, Workload.WIDE, 1, new Sample.NotRun("it rains")));
    samples.add(new Sample(REACTOR, Workload.WIDE, 1, new Sample.Failed("it broke")));
    assertEquals(
        Optional.of("Not run, because it rains"), results().missing(VIRTUAL, Workload.WIDE));
    assertEquals(Optional.of("Failed: it broke"), results().missing(REACTOR, Workload.WIDE));
    assertEquals(1, results().failures());
    assertEquals(Optional.empty(), verdicts().order(Workload.WIDE, Measure.CPU_PER_FETCH));
  }

  private Results results() {
    List<Workload> workloads = List.of(Workload.SMALL, Workload.WIDE);
    return new Results(List.of(VIRTUAL, AGAIN, REACTOR, VERTX), workloads, 3, samples);
  }

  private Verdicts verdicts() {
    return new Verdicts(results());
  }

  private void add(Entry entry, double... values) {
    for (double value : values) {
      Figures figures = Figures.empty();
      figures.put(Measure.CPU_PER_FETCH, value);
      samples.add(new Sample(entry, Workload.SMALL, 1, new Sample.Measured(figures)));
    }
  }
}
