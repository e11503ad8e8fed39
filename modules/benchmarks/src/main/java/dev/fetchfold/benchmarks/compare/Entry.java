package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.fork.BareClient;
import dev.fetchfold.benchmarks.work.Workload;
import java.util.Optional;
import java.util.Set;

/** Who takes part. */
sealed interface Entry {

  /** As it is shown; each entry's own. */
  String label();

  /** Why it does not run a workload; empty if it does. */
  Optional<String> unfitFor(Workload workload);

  /**
   * An engine.
   *
   * @param name as {@code Fetchers} knows it
   */
  record Engine(String name) implements Entry {
    @Override
    public String label() {
      return name;
    }

    @Override
    public Optional<String> unfitFor(Workload workload) {
      return workload == Workload.WIDE && name.equals("threads")
          ? Optional.of("10,000 in flight are 10,000 platform threads here")
          : Optional.empty();
    }
  }

  /**
   * The same engine once more: what differs between the two is noise.
   *
   * @param engine the engine
   */
  record Control(Engine engine) implements Entry {
    @Override
    public String label() {
      return engine.label() + " (again)";
    }

    @Override
    public Optional<String> unfitFor(Workload workload) {
      return workload.forks(2) < 2
          ? Optional.of("one run of it takes minutes")
          : engine.unfitFor(workload);
    }
  }

  /**
   * A bare client.
   *
   * @param client which
   */
  record Bare(BareClient client) implements Entry {
    private static final Set<Workload> POSSIBLE =
        Set.of(Workload.START, Workload.SMALL, Workload.LARGE, Workload.WIDE, Workload.AGAINST);

    @Override
    public String label() {
      return "bare " + client;
    }

    @Override
    public Optional<String> unfitFor(Workload workload) {
      if (workload == Workload.WIDE && client == BareClient.HC5_THREADS) {
        return Optional.of("10,000 in flight are 10,000 platform threads here");
      }
      return POSSIBLE.contains(workload)
          ? Optional.empty()
          : Optional.of("bare clients run small, large and wide: the rest is about what they lack");
    }
  }

  /** The load generator of that name, where it is installed. */
  record Wrk() implements Entry {
    private static final Set<Workload> POSSIBLE = Set.of(Workload.SMALL, Workload.AGAINST);

    @Override
    public String label() {
      return "wrk";
    }

    @Override
    public Optional<String> unfitFor(Workload workload) {
      return POSSIBLE.contains(workload)
          ? Optional.empty()
          : Optional.of("wrk shows what the origin could do, on small");
    }
  }
}
