package dev.fetchfold.kit.reference;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Subject;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The reference with one fault. */
class FaultySubject implements Subject {
  private final Fault fault;

  FaultySubject(Fault fault) {
    this.fault = fault;
  }

  @Override
  public String name() {
    return fault.name();
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return new ReferenceFetcher(config, Faults.of(fault));
  }

  @Override
  public Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> new ReferenceFetcher.NonBlocking(task).start());
  }

  /** A child JVM makes its subject of a class alone: the faults that it is to show have one. */
  @Override
  public Class<?> recipe() {
    return switch (fault) {
      case THREAD_KEEPS_THE_JVM -> KeepsTheJvm.class;
      case ORIGINS_ARE_REMEMBERED -> RemembersOrigins.class;
      default -> ReferenceTest.class;
    };
  }

  private static final class KeepsTheJvm extends FaultySubject {
    KeepsTheJvm() {
      super(Fault.THREAD_KEEPS_THE_JVM);
    }
  }

  private static final class RemembersOrigins extends FaultySubject {
    RemembersOrigins() {
      super(Fault.ORIGINS_ARE_REMEMBERED);
    }
  }
}
