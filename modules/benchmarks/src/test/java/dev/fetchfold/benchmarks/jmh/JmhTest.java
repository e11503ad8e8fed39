package dev.fetchfold.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Fetchers;
import dev.fetchfold.Order;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, once and in this JVM; what it takes is not judged. */
class JmhTest {
  @Test
  void everyBenchmarkRuns() throws RunnerException {
    List<String> engines = Fetchers.names();
    Options once =
        new OptionsBuilder()
            .include("dev\\.fetchfold\\..*")
            .param("engine", engines.toArray(String[]::new))
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(once).run();
    int alone = 4 + 4; // policy and admission
    int perEngine = 2 * Order.values().length + 1; // delivery and batch
    assertEquals(alone + perEngine * engines.size(), results.size());
  }
}
