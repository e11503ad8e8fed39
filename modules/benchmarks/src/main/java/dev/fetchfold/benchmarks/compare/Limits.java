package dev.fetchfold.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures show, and what they do not, in sentences. */
final class Limits {
  private Limits() {}

  static List<String> of(Finished finished) {
    int forks = finished.results().forks();
    int wanted = finished.wanted().pace().forks();
    List<String> sentences = new ArrayList<>();
    if (forks < wanted) {
      sentences.add(
          "Only %d of %d JVMs each: there was no time for more. --forks %d takes the time it takes."
              .formatted(forks, wanted, wanted));
    }
    sentences.add(
        finished.wanted().against().isPresent()
            ? "It shows what each engine costs against this one server, from here, now. What the"
                + " server saw is not known."
            : "It shows what each engine costs on this machine at the same bounds, over loopback,"
                + " without TLS, beside the origin on the same processors. It does not show which"
                + " is best for you: real networks, other bodies and long runs are not here.");
    sentences.add(interval(forks));
    sentences.add(
        "CPU time is of the whole process, JIT and GC included. It is steadier than wall time where"
            + " something else runs, and falls until a JVM has compiled what it runs, for which"
            + " --full waits. Threads are those half-way through a batch.");
    sentences.add(
        "Bare clients do less: no retries, no bound per origin, no order, no cancelling. wrk does"
            + " nothing with a reply: it shows what the origin could have answered.");
    return sentences;
  }

  private static String interval(int forks) {
    return forks == 1
        ? "Figures of one JVM each: there is no interval, and nothing can be said of differences."
        : String.format(
            Locale.ROOT,
            "Medians of %d JVMs each, with the least and the most of them: the true median lies"
                + " between with a probability of %.0f%%. Where these overlap, or where medians are"
                + " no farther apart than the two equal entries were, there is no difference.",
            forks,
            Interval.coverage(forks));
  }
}
