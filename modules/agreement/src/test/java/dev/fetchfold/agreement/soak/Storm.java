package dev.fetchfold.agreement.soak;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Target;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs, four at a time, whose targets meet every fault of {@link Task}; one in ten is cancelled.
 */
final class Storm {
  private static final int AT_ONCE = 4;

  private final Fetcher fetcher;
  private final OriginProcess origin;
  private final Plan plan;
  private final Faults faults;

  Storm(Fetcher fetcher, OriginProcess origin, Plan plan, Faults faults) {
    this.fetcher = fetcher;
    this.origin = origin;
    this.plan = plan;
    this.faults = faults;
  }

  /** The runs with these numbers; each draws from a seed of its own, whatever the others do. */
  void rage(int from, int to) throws Exception {
    try (ExecutorService drivers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> runs =
          IntStream.range(from, to)
              .<Future<?>>mapToObj(number -> drivers.submit(() -> run(number)))
              .toList();
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }

  private @Nullable Void run(int number) throws Exception {
    SplittableRandom random = new SplittableRandom(plan.seed() + number);
    Batch batch = batch(number, random);
    int enough = random.nextInt(plan.targets());
    Audit audit = new Audit("run " + number, plan.targets(), enough, faults);
    CompletableFuture<Audit> result = fetcher.fetchAsync(batch, () -> audit);
    if (number % 10 == 0) {
      audit.awaitEnough();
      result.cancel(true);
      audit.noteCancelled();
    } else {
      result.get(Patience.SECONDS, TimeUnit.SECONDS);
    }
    return null;
  }

  /** Lists and streams, as completed and in order. */
  private Batch batch(int number, SplittableRandom random) {
    List<Target> targets =
        IntStream.range(0, plan.targets())
            .mapToObj(index -> target((long) number * plan.targets() + index, random))
            .toList();
    Batch batch = random.nextBoolean() ? Batch.of(targets) : Batch.from(targets.stream());
    return random.nextBoolean() ? batch : batch.inOrder();
  }

  private Target target(long serial, SplittableRandom random) {
    String url = origin.url(random.nextInt(plan.origins()));
    return Task.draw(random).target(url, serial);
  }
}
