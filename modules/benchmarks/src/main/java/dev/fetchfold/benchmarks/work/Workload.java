package dev.fetchfold.benchmarks.work;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What every contestant is given to do. */
public enum Workload {
  /** The first batch in a cold JVM; every fork begins with it. */
  START(Kind.START, 64, 64, "the first batch of 64 in a cold JVM") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return SMALL.ask(index, origins); // or AGAINST, as the fork knows
    }
  },

  /** 280-byte bodies, at once. */
  SMALL(Kind.BATCHES, 64, 2_000, "280-byte bodies at once from one origin") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(origins.getFirst() + "/bytes/280", Ask.Expected.OK);
    }
  },

  /** Answers that take 100 ms. */
  LATENCY(Kind.BATCHES, 1_000, 2_000, "answers after 100 ms from one origin") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(origins.getFirst() + "/delay/100", Ask.Expected.OK);
    }
  },

  /** Most answer soon, one in a hundred takes longer than the attempt may. */
  TAIL(
      Kind.BATCHES,
      256,
      2_000,
      "lognormal delays (median 20 ms), 1% of 2 s, attempt timeout 500 ms") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return index % 100 == 37
          ? new Ask(origins.getFirst() + "/delay/2000", Ask.Expected.TIMEOUT)
          : new Ask(origins.getFirst() + "/delay/" + lognormal(index), Ask.Expected.OK);
    }

    @Override
    public FetcherConfig config() {
      return super.config().attemptTimeout(Duration.ofMillis(500));
    }
  },

  /** Of 20 targets one is reset, one is 503 and then 200. */
  ERRORS(Kind.BATCHES, 64, 2_000, "5% resets, 5% 503 then 200, up to 2 attempts 5 ms apart") {
    @Override
    public Ask ask(long index, List<String> origins) {
      String origin = origins.getFirst();
      return switch ((int) (index % 20)) {
        case 5 -> new Ask(origin + "/reset", Ask.Expected.DISCONNECTED);
        case 15 -> new Ask(origin + "/retry-after/0?target=" + index, Ask.Expected.OK);
        default -> new Ask(origin + "/bytes/280", Ask.Expected.OK);
      };
    }

    @Override
    public FetcherConfig config() {
      RetryPolicy twice = RetryPolicy.defaults().maxAttempts(2);
      return super.config().retry(twice.backoff(Duration.ofMillis(5), Duration.ofMillis(5)));
    }
  },

  /** Ten live origins beside one that never answers; ends when the live ones have answered. */
  DEAD_ORIGIN(
      Kind.BESIDE_DEAD,
      64,
      1_100,
      "1,000 targets at ten live origins (50 ms), 100 at a dead one, 8 per origin") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return index % 11 == 5
          ? new Ask(origins.getLast() + "/hang", Ask.Expected.NOTHING)
          : new Ask(live(origins, index) + "/delay/50", Ask.Expected.OK);
    }

    @Override
    public FetcherConfig config() {
      return super.config().maxPerOrigin(8).defaultWindow(1_024);
    }
  },

  /** 1 MiB bodies. */
  LARGE(Kind.BATCHES, 16, 128, "1 MiB bodies, kept until they are delivered") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(origins.getFirst() + "/bytes/1048576", Ask.Expected.OK);
    }
  },

  /** Half of the batch answers, the other half never does: then it is cancelled. */
  CANCEL(Kind.CANCELLED, 256, 512, "cancelled half-way, with every permit in use") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return index < bound()
          ? new Ask(origins.getFirst() + "/bytes/280", Ask.Expected.OK)
          : new Ask(origins.getFirst() + "/hang", Ask.Expected.NOTHING);
    }
  },

  /** One long batch. */
  MANY(Kind.LONG, 256, 1_000_000, "1,000,000 targets from a lazy source, 280-byte bodies") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(live(origins, index) + "/bytes/280", Ask.Expected.OK);
    }

    @Override
    public int forks(int wanted) {
      return 1;
    }
  },

  /** As many at once as there are. */
  WIDE(Kind.TOGETHER, 10_000, 10_000, "10,000 in flight at ten origins, answered all at once") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(live(origins, index) + "/held", Ask.Expected.OK);
    }
  },

  /** A server of the user's own. */
  AGAINST(Kind.BATCHES, 8, 64, "a server of your own") {
    @Override
    public Ask ask(long index, List<String> origins) {
      return new Ask(origins.getFirst(), Ask.Expected.ANY_STATUS);
    }
  };

  /** How many origins {@link #ask} needs: ten that live, and one more. */
  public static final int ORIGINS = 11;

  /** What a workload takes when nothing is said: it is over within minutes. */
  public static final List<Workload> BY_DEFAULT = List.of(SMALL, LATENCY, ERRORS, DEAD_ORIGIN);

  /** All that can be chosen. */
  public static final List<Workload> ALL =
      List.of(SMALL, LATENCY, TAIL, ERRORS, DEAD_ORIGIN, LARGE, CANCEL, MANY, WIDE);

  private final Kind kind;
  private final int bound;
  private final int targets;
  private final String description;

  Workload(Kind kind, int bound, int targets, String description) {
    this.kind = kind;
    this.bound = bound;
    this.targets = targets;
    this.description = description;
  }

  /** How it is run, and so what can be measured. */
  public enum Kind {
    /** One batch, before anything is warm. */
    START,
    /** Batch after batch until the time is up. */
    BATCHES,
    /** As {@link #BATCHES}, compared with batches without the targets of the dead origin. */
    BESIDE_DEAD,
    /** Batches that are cancelled, until the time is up. */
    CANCELLED,
    /** One batch, its memory watched. */
    LONG,
    /** One batch, held until all of it is in flight. */
    TOGETHER
  }

  /**
   * The target at an index; there is no last one.
   *
   * @param index from 0
   * @param origins {@link #ORIGINS} origins, or the one URL of {@link #AGAINST}
   * @return what to ask for
   */
  public abstract Ask ask(long index, List<String> origins);

  private static String live(List<String> origins, long index) {
    return origins.get((int) (index % (origins.size() - 1)));
  }

  /** The same for everybody: the seed is the index. */
  private static long lognormal(long index) {
    double normal = new Random(index).nextGaussian();
    return Math.clamp(Math.round(20 * Math.exp(0.6 * normal)), 1, 250);
  }

  /**
   * What an engine is told.
   *
   * @return its configuration
   */
  public FetcherConfig config() {
    return config(bound);
  }

  /**
   * What an engine is told where the bound is the user's choice.
   *
   * @param maxConcurrency attempts in flight, to any one origin too
   * @return its configuration
   */
  public FetcherConfig config(int maxConcurrency) {
    return FetcherConfig.defaults()
        .maxConcurrency(maxConcurrency)
        .maxPerOrigin(maxConcurrency)
        .retry(RetryPolicy.none());
  }

  /**
   * How many forks it gets.
   *
   * @param wanted by the user
   * @return as many, or fewer where one takes minutes
   */
  public int forks(int wanted) {
    return wanted;
  }

  /**
   * How it is run.
   *
   * @return its kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Its bound.
   *
   * @return how many may be in flight
   */
  public int bound() {
    return bound;
  }

  /**
   * Its size.
   *
   * @return the targets of a batch
   */
  public int targets() {
    return targets;
  }

  /**
   * What it is, for people.
   *
   * @return a few words
   */
  public String description() {
    return description;
  }

  /** As it is shown, chosen and told to other processes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds one.
   *
   * @param name as {@link #toString} shows it
   * @return the workload
   * @throws IllegalArgumentException if there is none
   */
  public static Workload of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
