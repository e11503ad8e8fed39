package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.Target;
import dev.fetchfold.benchmarks.work.Ask;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The targets of one batch.
 *
 * @param workload what is asked for
 * @param origins where
 * @param first the index of the first target
 * @param count how many there are
 * @param part which of them
 */
record Work(Workload workload, List<String> origins, long first, long count, Part part) {

  /** Which targets. */
  enum Part {
    /** All. */
    ALL,
    /** Those that are going to be answered. */
    LIVE
  }

  /** Made as they are asked for. */
  Stream<Ask> asks() {
    Stream<Ask> all =
        LongStream.range(first, first + count).mapToObj(i -> workload.ask(i, origins));
    return switch (part) {
      case ALL -> all;
      case LIVE -> all.filter(Work::isAnswered);
    };
  }

  /** For engines. */
  Iterator<Target> lazily() {
    return asks().map(Work::target).iterator();
  }

  /** For engines. */
  List<Target> targets() {
    return asks().map(Work::target).toList();
  }

  private static Target target(Ask ask) {
    return Target.of(ask.url()).tag(ask);
  }

  /** After how many outcomes there is nothing more to wait for. */
  long answers() {
    return workload.kind() == Workload.Kind.BESIDE_DEAD
        ? asks().filter(Work::isAnswered).count()
        : count;
  }

  private static boolean isAnswered(Ask ask) {
    return ask.expected() != Ask.Expected.NOTHING;
  }
}
