package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OBS_01;

import dev.fetchfold.Batch;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetchEvent.AttemptEnded;
import dev.fetchfold.FetchEvent.AttemptStarted;
import dev.fetchfold.FetchEvent.Delivered;
import dev.fetchfold.FetchEvent.Settled;
import dev.fetchfold.FetchListener;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.IteratingFace;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** OBS-01: what a listener hears. */
final class ListenerChecks {
  private static final int COUNT = 4 * Mixture.Kind.values().length;
  private static final int ROUNDS = 12;

  /** The events by target, in the order in which they came. */
  private static final class Heard implements FetchListener {
    private final Map<Object, List<FetchEvent>> byTag = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<FetchEvent> late = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void on(FetchEvent event) {
      if (closed.get()) {
        late.add(event);
      }
      byTag.compute(event.target().tag().orElse("none"), (tag, seen) -> added(seen, event));
    }

    private static List<FetchEvent> added(@Nullable List<FetchEvent> seen, FetchEvent event) {
      List<FetchEvent> all = seen == null ? new ArrayList<>() : seen;
      all.add(event);
      return all;
    }

    /** Closes the fetcher: after that nothing may come. */
    void close(Fetcher fetcher) {
      fetcher.close();
      closed.set(true);
    }

    void expectNothingLate(Trial trial) {
      trial.expectEqual("events after close", List.of(), List.copyOf(late));
    }
  }

  @Observes(
      value = OBS_01,
      through = {FoldingFace.class, AskingFace.class})
  void eventsOfWholeRunsMatch(Trial trial) throws Exception {
    Heard heard = new Heard();
    Mixture mixture = new Mixture(trial);
    Fetcher fetcher = trial.open(Mixture.config().listener(heard));
    Run run = trial.run(fetcher, Batch.of(tagged(mixture, 0)));
    List<Outcome> outcomes = run.awaitAll();
    heard.close(fetcher);
    for (Outcome outcome : outcomes) {
      List<FetchEvent> events = heard.byTag.getOrDefault(tag(outcome), List.of());
      expectPairs(trial, events);
      expectOnce(trial, outcome, events);
    }
    mixture.origin().ledger().fence();
    heard.expectNothingLate(trial);
  }

  private static Object tag(Outcome outcome) {
    return outcome.target().tag().orElse("none");
  }

  private static void expectOnce(Trial trial, Outcome outcome, List<FetchEvent> events) {
    List<Outcome> settled = new ArrayList<>();
    List<Outcome> delivered = new ArrayList<>();
    int started = 0;
    for (FetchEvent event : events) {
      switch (event) {
        case AttemptStarted attempt -> started++;
        case AttemptEnded ended -> {}
        case Settled now -> settled.add(now.outcome());
        case Delivered now -> delivered.add(now.outcome());
      }
    }
    trial.expectEqual("settled", List.of(outcome), settled);
    trial.expectEqual("delivered", List.of(outcome), delivered);
    trial.expectEqual(
        "attempts started for " + Mixture.shown(outcome), outcome.meta().attempts(), started);
  }

  @Observes(value = OBS_01, through = IteratingFace.class)
  void anIteratorThatIsAskedAfterTheCloseTellsNothing(Trial trial) throws Exception {
    Heard heard = new Heard();
    HangingOrigin held = new HangingOrigin(trial);
    Fetcher fetcher = trial.open(Given.patient().listener(heard));
    Outcomes outcomes = fetcher.iterate(Batch.of(held.quick(0), held.quick(1)));
    Iterator<Outcome> iterator = outcomes.iterator();
    iterator.next();
    outcomes.close();
    heard.close(fetcher);
    try {
      trial.expect(!iterator.hasNext(), "nothing more", "another outcome");
    } catch (CancellationException cancelled) {
      // As the iterator of a cancelled run says.
    }
    heard.expectNothingLate(trial);
  }

  /** Started and ended by turns, each attempt once, in the order of their numbers. */
  private static void expectPairs(Trial trial, List<FetchEvent> events) {
    List<String> seen = new ArrayList<>();
    for (FetchEvent event : events) {
      switch (event) {
        case AttemptStarted started -> seen.add("started " + started.attempt());
        case AttemptEnded ended -> seen.add("ended " + ended.attempt());
        case Settled settled -> {}
        case Delivered delivered -> {}
      }
    }
    List<String> expected = new ArrayList<>();
    IntStream.rangeClosed(1, (seen.size() + 1) / 2)
        .forEach(attempt -> expected.addAll(List.of("started " + attempt, "ended " + attempt)));
    trial.expectEqual("events of the attempts of one target", expected, seen);
  }

  @Observes(
      value = OBS_01,
      through = {FoldingFace.class, AskingFace.class})
  void eventsOfCancelledRunsMatch(Trial trial) throws Exception {
    Heard heard = new Heard();
    Mixture mixture = new Mixture(trial);
    Fetcher fetcher = trial.open(Mixture.config().listener(heard));
    for (int round = 0; round < ROUNDS; round++) {
      Batch batch = Batch.of(tagged(mixture, round));
      mixture.runAndCancel(trial, fetcher, batch, 1 + 3 * round).awaitEnd();
    }
    heard.close(fetcher);
    heard.byTag.values().forEach(events -> expectMatched(trial, events));
    mixture.origin().ledger().fence();
    heard.expectNothingLate(trial);
  }

  /** Closed behind the cancel, before the run is seen to end. */
  @Observes(
      value = OBS_01,
      through = {FoldingFace.class, AskingFace.class})
  void eventsOfFetchersThatCloseBehindACancelMatch(Trial trial) throws Exception {
    Mixture mixture = new Mixture(trial);
    List<Heard> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Heard heard = new Heard();
      Fetcher fetcher = trial.open(Mixture.config().listener(heard));
      Batch batch = Batch.of(tagged(mixture, round));
      Run unused = mixture.runAndCancel(trial, fetcher, batch, 1 + 3 * round);
      heard.close(fetcher);
      heard.byTag.values().forEach(events -> expectMatched(trial, events));
      all.add(heard);
    }
    mixture.origin().ledger().fence();
    all.forEach(heard -> heard.expectNothingLate(trial));
  }

  private static void expectMatched(Trial trial, List<FetchEvent> events) {
    expectPairs(trial, events);
    long settled = events.stream().filter(Settled.class::isInstance).count();
    long delivered = events.stream().filter(Delivered.class::isInstance).count();
    trial.expect(
        settled <= 1 && delivered <= settled,
        "settled at most once, and delivered at most as often",
        events);
  }

  private static List<Target> tagged(Mixture mixture, int round) {
    return IntStream.range(0, COUNT)
        .mapToObj(i -> mixture.target(i).tag((Object) (round + "/" + i)))
        .toList();
  }
}
