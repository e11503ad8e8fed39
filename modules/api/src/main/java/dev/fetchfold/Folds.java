package dev.fetchfold;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The folds behind the factories of {@link Fold}. */
final class Folds {
  private Folds() {}

  static <A, R> Fold<R> of(Collector<? super Outcome, A, R> collector) {
    Objects.requireNonNull(collector, "collector");
    return () -> new Collecting<>(collector);
  }

  static Fold<List<Outcome>> byIndex() {
    return ByIndex::new;
  }

  static Fold<Optional<Outcome>> first(Predicate<? super Outcome> wanted) {
    Fold<List<Outcome>> one = first(1, wanted);
    return () -> new Mapped<>(one.start());
  }

  static Fold<List<Outcome>> first(int n, Predicate<? super Outcome> wanted) {
    Checks.atLeast("n", n, 1);
    Objects.requireNonNull(wanted, "wanted");
    return () -> new First(n, wanted);
  }

  static <R extends @Nullable Object> Fold<R> until(Predicate<? super Outcome> last, Fold<R> fold) {
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(fold, "fold");
    return () -> new Until<>(last, fold.start());
  }

  static Fold<End> forEach(Consumer<? super Outcome> action) {
    Objects.requireNonNull(action, "action");
    return () -> new ForEach(action);
  }

  static Fold<Summary> summary() {
    return Summarizing::new;
  }

  private static final class Collecting<A, R> implements Fold.Accumulator<R> {
    private final Collector<? super Outcome, A, R> collector;
    private final A state;
    private final BiConsumer<A, ? super Outcome> accumulator;

    Collecting(Collector<? super Outcome, A, R> collector) {
      this.collector = collector;
      this.state = collector.supplier().get();
      this.accumulator = collector.accumulator();
    }

    @Override
    public Step step(Outcome outcome) {
      accumulator.accept(state, outcome);
      return Step.CONTINUE;
    }

    @Override
    public R finish(End end) {
      return collector.finisher().apply(state);
    }
  }

  private static final class ByIndex implements Fold.Accumulator<List<Outcome>> {
    private final List<Outcome> outcomes = new ArrayList<>();

    @Override
    public Step step(Outcome outcome) {
      outcomes.add(outcome);
      return Step.CONTINUE;
    }

    @Override
    public List<Outcome> finish(End end) {
      outcomes.sort(Comparator.comparingLong(Outcome::index));
      return Collections.unmodifiableList(outcomes);
    }
  }

  private static final class First implements Fold.Accumulator<List<Outcome>> {
    private final int n;
    private final Predicate<? super Outcome> wanted;
    private final List<Outcome> found = new ArrayList<>();

    First(int n, Predicate<? super Outcome> wanted) {
      this.n = n;
      this.wanted = wanted;
    }

    @Override
    public Step step(Outcome outcome) {
      if (wanted.test(outcome)) {
        found.add(outcome);
      }
      return found.size() < n ? Step.CONTINUE : Step.STOP;
    }

    @Override
    public List<Outcome> finish(End end) {
      return Collections.unmodifiableList(found);
    }
  }

  private record Mapped<T>(Fold.Accumulator<List<T>> list)
      implements Fold.Accumulator<Optional<T>> {
    @Override
    public Step step(Outcome outcome) throws InterruptedException {
      return list.step(outcome);
    }

    @Override
    public Optional<T> finish(End end) {
      return list.finish(end).stream().findFirst();
    }
  }

  private record Until<R extends @Nullable Object>(
      Predicate<? super Outcome> last, Fold.Accumulator<R> inner) implements Fold.Accumulator<R> {
    @Override
    public Step step(Outcome outcome) throws InterruptedException {
      Step step = inner.step(outcome);
      return last.test(outcome) ? Step.STOP : step;
    }

    @Override
    public R finish(End end) {
      return inner.finish(end);
    }
  }

  private record ForEach(Consumer<? super Outcome> action) implements Fold.Accumulator<End> {
    @Override
    public Step step(Outcome outcome) {
      action.accept(outcome);
      return Step.CONTINUE;
    }

    @Override
    public End finish(End end) {
      return end;
    }
  }

  private static final class Summarizing implements Fold.Accumulator<Summary> {
    private final Map<Integer, Long> statuses = new TreeMap<>();
    private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    private long targets;
    private long bytes;
    private long attempts;
    private Duration slowest = Duration.ZERO;

    @Override
    public Step step(Outcome outcome) {
      targets++;
      attempts += outcome.meta().attempts();
      if (outcome.meta().elapsed().compareTo(slowest) > 0) {
        slowest = outcome.meta().elapsed();
      }
      switch (outcome) {
        case Response response -> {
          statuses.merge(response.status(), 1L, Long::sum);
          bytes += response.body().size();
        }
        case Failure failure -> reasons.merge(failure.reason(), 1L, Long::sum);
      }
      return Step.CONTINUE;
    }

    @Override
    public Summary finish(End end) {
      return new Summary(
          targets,
          Collections.unmodifiableMap(statuses),
          Collections.unmodifiableMap(reasons),
          bytes,
          attempts,
          slowest,
          end);
    }
  }
}
