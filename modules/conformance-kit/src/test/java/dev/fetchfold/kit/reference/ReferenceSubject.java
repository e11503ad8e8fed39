package dev.fetchfold.kit.reference;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Subject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The reference as it is, or with a fault. */
class ReferenceSubject implements Subject {
  private static final Map<Fault, Class<? extends ReferenceSubject>> IN_A_CHILD =
      Map.of(
          Fault.THREAD_KEEPS_THE_JVM, KeepsTheJvm.class,
          Fault.LEFT_ORIGINS_ARE_REMEMBERED, RemembersLeftOrigins.class,
          Fault.ORIGINS_ARE_REMEMBERED, RemembersOrigins.class,
          Fault.TIMERS_OF_ATTEMPTS_STAY, KeepsTimersOfAttempts.class,
          Fault.TIMERS_OF_RUNS_STAY, KeepsTimersOfRuns.class);

  private final String name;
  private final Faults faults;

  private ReferenceSubject(String name, Faults faults) {
    this.name = name;
    this.faults = faults;
  }

  static Subject sound() {
    return new ReferenceSubject("reference", Faults.none());
  }

  static Subject with(Fault fault) {
    return new ReferenceSubject(fault.name(), Faults.of(fault));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return new ReferenceFetcher(config, faults);
  }

  @Override
  public Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> new ReferenceFetcher.NonBlocking(task).start());
  }

  /** A child JVM makes its subject of a class alone: the faults that it is to show have one. */
  @Override
  public Class<?> recipe() {
    return IN_A_CHILD.entrySet().stream()
        .filter(recipe -> faults.has(recipe.getKey()))
        .<Class<?>>map(Map.Entry::getValue)
        .findFirst()
        .orElse(ReferenceTest.class);
  }

  private static final class KeepsTheJvm extends ReferenceSubject {
    KeepsTheJvm() {
      super("keeps-the-jvm", Faults.of(Fault.THREAD_KEEPS_THE_JVM));
    }
  }

  private static final class RemembersLeftOrigins extends ReferenceSubject {
    RemembersLeftOrigins() {
      super("remembers-left-origins", Faults.of(Fault.LEFT_ORIGINS_ARE_REMEMBERED));
    }
  }

  private static final class RemembersOrigins extends ReferenceSubject {
    RemembersOrigins() {
      super("remembers-origins", Faults.of(Fault.ORIGINS_ARE_REMEMBERED));
    }
  }

  private static final class KeepsTimersOfAttempts extends ReferenceSubject {
    KeepsTimersOfAttempts() {
      super("keeps-timers-of-attempts", Faults.of(Fault.TIMERS_OF_ATTEMPTS_STAY));
    }
  }

  private static final class KeepsTimersOfRuns extends ReferenceSubject {
    KeepsTimersOfRuns() {
      super("keeps-timers-of-runs", Faults.of(Fault.TIMERS_OF_RUNS_STAY));
    }
  }
}
