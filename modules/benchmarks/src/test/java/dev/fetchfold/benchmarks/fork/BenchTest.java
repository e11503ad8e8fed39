package dev.fetchfold.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Fetchers;
import dev.fetchfold.benchmarks.origin.Origin;
import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contestant does what it is ordered to, at tiny sizes; what it takes is not judged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {
  private static final int DIVISOR = 200;
  private static final List<Workload> ONE_OF_EACH_KIND =
      List.of(Workload.SMALL, Workload.DEAD_ORIGIN, Workload.CANCEL, Workload.MANY, Workload.WIDE);

  /** Kept, because a logger that nobody holds forgets its level. */
  private static final Logger LIBRARIES = Logger.getLogger("");

  private final Origin origin = new Origin();
  private final List<String> urls = new ArrayList<>();
  private Optional<OriginControl> control = Optional.empty();

  @BeforeAll
  void open() {
    LIBRARIES.setLevel(Level.SEVERE); // resets are part of the work
    control = Optional.of(new OriginControl(origin.control("127.0.0.1")));
    for (int i = 0; i < Workload.ORIGINS; i++) {
      urls.add("http://127.0.0.1:" + origin.listen("127.0.0.1", 0));
    }
  }

  @AfterAll
  void close() {
    origin.close();
  }

  static Stream<String> engines() {
    return Fetchers.names().stream();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void anEngineDoesOneOfEachKind(String engine) throws Exception {
    Bench bench = new Bench("engine", engine, control, urls);
    assertTrue(run(bench, Workload.START).values().containsKey(Measure.FIRST_BATCH));
    for (Workload workload : ONE_OF_EACH_KIND) {
      check(workload, run(bench, workload));
    }
  }

  @ParameterizedTest
  @EnumSource(BareClient.class)
  void aBareClientDoesWhatItCan(BareClient client) throws Exception {
    Bench bench = new Bench("bare", client.toString(), control, urls);
    for (Workload workload : List.of(Workload.SMALL, Workload.LARGE)) {
      check(workload, run(bench, workload));
    }
  }

  @Test
  void everyBatchOfATallyIsWhole() throws Exception {
    Tally tally = new Tally();
    try (Contestant engine = new EngineContestant("virtual", Workload.SMALL.config())) {
      engine.batch(new Work(Workload.SMALL, urls, 0, 20, Work.Part.ALL), tally);
      engine.batch(new Work(Workload.SMALL, urls, 20, 20, Work.Part.ALL), tally);
    }
    assertEquals(40, tally.fetches());
  }

  /** Of a server that is not ours nothing is known but its answers. */
  @Test
  void anyServerWillDo() throws Exception {
    List<String> url = List.of(urls.getFirst() + "/status/404");
    Bench bench = new Bench("engine", Fetchers.names().getFirst(), Optional.empty(), url);
    run(bench, Workload.START);
    Figures figures = run(bench, Workload.AGAINST);
    assertEquals(0, figures.values().get(Measure.UNEXPECTED));
    assertEquals(100, figures.values().get(Measure.ERROR_PERCENT));
    assertTrue(!figures.values().containsKey(Measure.CONNECTIONS), figures.toString());
  }

  private static Figures run(Bench bench, Workload workload) throws Exception {
    Order order = new Order(workload, workload.bound(), 1, 1, DIVISOR);
    return bench.run(Order.parse(order.line()));
  }

  private static double value(Figures figures, Measure measure) {
    return Objects.requireNonNull(figures.values().get(measure), measure.title());
  }

  private static void check(Workload workload, Figures figures) {
    String what = workload + ": " + figures;
    switch (workload.kind()) {
      case START, BATCHES -> assertTrue(value(figures, Measure.BATCH_P50) > 0, what);
      case BESIDE_DEAD -> assertTrue(value(figures, Measure.TIMES_ALONE) > 0, what);
      case CANCELLED ->
          assertEquals((double) workload.bound(), figures.values().get(Measure.PEAK_IN_FLIGHT));
      case LONG -> assertEquals(11, figures.series().values().iterator().next().size(), what);
      case TOGETHER ->
          assertEquals(
              workload.targets() / (double) DIVISOR,
              figures.values().get(Measure.PEAK_IN_FLIGHT),
              what);
    }
    if (workload != Workload.CANCEL && workload != Workload.TAIL) { // a slow machine has more
      assertEquals(0, figures.values().get(Measure.UNEXPECTED), what);
    }
  }
}
