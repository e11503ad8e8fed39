package dev.fetchfold;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Targets, and how their outcomes shall be delivered.
 *
 * <p>A batch of known targets, or over an iterable that can be iterated again, can be run many
 * times. Each setter returns a new batch over the same targets.
 */
public final class Batch {
  private final Source source;
  private final Order order;
  private final @Nullable Duration within;
  private final @Nullable Integer window;

  private Batch(Source source, Order order, @Nullable Duration within, @Nullable Integer window) {
    this.source = source;
    this.order = order;
    this.within = within;
    this.window = window;
  }

  /**
   * A GET for each URL.
   *
   * @param urls any strings; a bad one yields {@link Reason#INVALID_TARGET}
   * @return a batch of known size
   */
  public static Batch urls(String... urls) {
    return urls(Arrays.asList(urls));
  }

  /**
   * A GET for each URL.
   *
   * @param urls any strings; a bad one yields {@link Reason#INVALID_TARGET}
   * @return a batch of known size
   */
  public static Batch urls(Collection<String> urls) {
    return of(urls.stream().map(Target::of).toList());
  }

  /**
   * These targets.
   *
   * @param targets copied, none null
   * @return a batch of known size
   */
  public static Batch of(Target... targets) {
    return of(Arrays.asList(targets));
  }

  /**
   * These targets.
   *
   * @param targets copied, none null
   * @return a batch of known size
   */
  public static Batch of(Collection<? extends Target> targets) {
    return of(new Source.Known(List.copyOf(targets)));
  }

  /**
   * Targets that are iterated lazily, on a thread of their own, where they may block.
   *
   * <p>If the iterable, or else its iterator, is {@link AutoCloseable}, each run closes it exactly
   * once; a closeable iterable serves one run.
   *
   * @param targets asked by one thread at a time; one that throws or yields null ends its run
   *     (BATCH-04)
   * @return a batch of unknown size
   */
  public static Batch from(Iterable<? extends Target> targets) {
    return of(
        new Source.Lazy(
            targets::iterator,
            targets instanceof AutoCloseable closeable
                ? Optional.of(closeable)
                : Optional.empty()));
  }

  /**
   * Targets that are pulled from a stream lazily, on a thread of their own, where they may block.
   * The one run that it serves closes the stream exactly once.
   *
   * @param targets a sequential stream; one that throws or yields null ends its run (BATCH-04)
   * @return a batch of unknown size, for one run
   */
  public static Batch from(Stream<? extends Target> targets) {
    return of(new Source.Lazy(targets::iterator, Optional.of(targets)));
  }

  private static Batch of(Source source) {
    return new Batch(source, Order.AS_COMPLETED, null, null);
  }

  /**
   * Delivered as they settle; the default (ORDER-02).
   *
   * @return a new batch
   */
  public Batch asCompleted() {
    return new Batch(source, Order.AS_COMPLETED, within, window);
  }

  /**
   * Delivered by index (ORDER-01).
   *
   * @return a new batch
   */
  public Batch inOrder() {
    return new Batch(source, Order.IN_ORDER, within, window);
  }

  /**
   * With a deadline: so long after a run begins it ends normally, with one outcome per taken target
   * (TIME-04).
   *
   * @param within more than zero
   * @return a new batch
   */
  public Batch within(Duration within) {
    return new Batch(source, order, Checks.positive("within", within), window);
  }

  /**
   * With a window of its own, in place of {@link FetcherConfig#defaultWindow()}: how many targets
   * may be taken and not delivered (DEMAND-02).
   *
   * @param window 1 or more
   * @return a new batch
   */
  public Batch window(int window) {
    return new Batch(source, order, within, Checks.atLeast("window", window, 1));
  }

  /**
   * Where the targets come from.
   *
   * @return the source, for authors of engines
   */
  public Source source() {
    return source;
  }

  /**
   * In which order outcomes are delivered.
   *
   * @return the order
   */
  public Order order() {
    return order;
  }

  /**
   * The time from the beginning of a run to its deadline.
   *
   * @return the duration, or empty if there is no deadline
   */
  public Optional<Duration> within() {
    return Optional.ofNullable(within);
  }

  /**
   * The window of this batch.
   *
   * @return the window in targets, or empty if {@link FetcherConfig#defaultWindow()} holds
   */
  public OptionalInt window() {
    return window == null ? OptionalInt.empty() : OptionalInt.of(window);
  }

  @Override
  public String toString() {
    String size =
        source instanceof Source.Known known ? known.targets().size() + " targets" : "lazy targets";
    return "Batch[" + size + ", " + order + (within == null ? "" : ", within " + within) + "]";
  }
}
