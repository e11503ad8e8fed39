package dev.fetchfold.cli.compare;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What every engine is given to do. */
enum Workload {
  /** 280-byte bodies, at once. */
  FAST("280-byte bodies, 64 in flight", 64) {
    @Override
    Ask ask(long index, List<String> origins) {
      return new Ask(live(origins, index) + "/bytes/280", Expected.OK);
    }
  },

  /** Answers that take 100 ms. */
  SLOW("answers after 100 ms, 500 in flight", 500) {
    @Override
    Ask ask(long index, List<String> origins) {
      return new Ask(live(origins, index) + "/delay/100", Expected.OK);
    }
  },

  /** Of 20 targets one is reset, one is 503 and then 200, one is 404. */
  FAILING("5% resets, 5% 503 then 200, 5% 404; up to 2 attempts; 64 in flight", 64) {
    @Override
    Ask ask(long index, List<String> origins) {
      String origin = live(origins, index / 20);
      return switch ((int) (index % 20)) {
        case 5 -> new Ask(origin + "/reset", Expected.DISCONNECTED);
        case 10 -> new Ask(origin + "/retry-after/0?target=" + index, Expected.OK);
        case 15 -> new Ask(origin + "/status/404", Expected.NOT_FOUND);
        default -> new Ask(origin + "/bytes/280", Expected.OK);
      };
    }

    @Override
    FetcherConfig config() {
      RetryPolicy twice = RetryPolicy.defaults().maxAttempts(2);
      return super.config().retry(twice.backoff(Duration.ofMillis(5), Duration.ofMillis(5)));
    }
  },

  /** Ten live origins beside one that never answers. */
  DEAD_ORIGIN("1,000 targets at ten live origins (50 ms), 100 at a dead one; 64 in flight", 64) {
    @Override
    Ask ask(long index, List<String> origins) {
      return index % 11 == 5
          ? new Ask(origins.getLast() + "/hang", Expected.NOTHING)
          : new Ask(live(origins, index) + "/delay/50", Expected.OK);
    }

    @Override
    FetcherConfig config() {
      return super.config().maxPerOrigin(8);
    }

    @Override
    int window() {
      return 1024;
    }

    @Override
    Optional<Long> answers() {
      return Optional.of(1_000L);
    }
  };

  /** How many origins {@link #ask} needs: ten that live, and one more. */
  static final int ORIGINS = 11;

  private final String description;
  private final int bound;

  Workload(String description, int bound) {
    this.description = description;
    this.bound = bound;
  }

  /** What the origin is going to do. */
  enum Expected {
    /** Status 200. */
    OK,
    /** Status 404. */
    NOT_FOUND,
    /** The connection is reset. */
    DISCONNECTED,
    /** No answer. */
    NOTHING
  }

  /**
   * One target.
   *
   * @param url what to fetch
   * @param expected what the origin is going to do
   */
  record Ask(String url, Expected expected) {
    Target target() {
      return Target.of(url).tag(new Asked(System.nanoTime(), expected));
    }
  }

  /**
   * What travels with a target.
   *
   * @param at the harness's clock when it was handed over
   * @param expected what the origin is going to do
   */
  record Asked(long at, Expected expected) {}

  /**
   * The target at an index; there is no last one.
   *
   * @param index from 0
   * @param origins {@link #ORIGINS} origins
   * @return what to ask for
   */
  abstract Ask ask(long index, List<String> origins);

  private static String live(List<String> origins, long index) {
    return origins.get((int) (index % (ORIGINS - 1)));
  }

  /** What the engine is told. */
  FetcherConfig config() {
    return FetcherConfig.defaults()
        .maxConcurrency(bound)
        .maxPerOrigin(bound)
        .retry(RetryPolicy.none())
        .bodies(FetcherConfig.Bodies.COUNTED);
  }

  /** Closed loop: no queue in front, so that the harness times fetches and not its own haste. */
  int window() {
    return bound;
  }

  /** After how many answers a run ends, where it does not end by the clock. */
  Optional<Long> answers() {
    return Optional.empty();
  }

  int bound() {
    return bound;
  }

  String description() {
    return description;
  }

  /** As it is shown and told to the other process. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Workload of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
