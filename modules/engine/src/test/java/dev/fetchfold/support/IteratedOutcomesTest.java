package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.Outcome;
import dev.fetchfold.Outcomes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a listener may hear of outcomes that are closed (OBS-01). */
class IteratedOutcomesTest {
  private final Runs runs = new Runs(() -> CompletableFuture.completedFuture(null));
  private final List<Outcome> heard = new ArrayList<>();
  private Runnable whileHearing = () -> {};

  /** A run that has settled two targets. */
  private final class Settled implements Run {
    @Override
    public void start(Receiver receiver) {
      receiver.outcome(Samples.outcome(0));
      receiver.outcome(Samples.outcome(1));
    }

    @Override
    public void delivered(Outcome outcome) {
      heard.add(outcome);
      whileHearing.run();
    }

    @Override
    public void cancel() {}
  }

  @Test
  void afterTheCloseNothingIsToldOfWhatWasHandedOverBefore() {
    Outcomes outcomes = IteratedOutcomes.start(runs, new Settled());
    Iterator<Outcome> iterator = outcomes.iterator();
    iterator.next();
    outcomes.close();
    runs.close();
    assertThrows(CancellationException.class, iterator::hasNext);
    assertEquals(List.of(), heard);
  }

  @Test
  void aCloseDuringADeliveryEndsTheRunBehindIt() {
    Outcomes outcomes = IteratedOutcomes.start(runs, new Settled());
    Iterator<Outcome> iterator = outcomes.iterator();
    iterator.next();
    whileHearing =
        () -> {
          outcomes.close();
          runs.closeLater();
          assertFalse(runs.released().isDone(), "the listener still hears");
        };
    assertThrows(CancellationException.class, iterator::hasNext);
    assertEquals(1, heard.size());
    assertTrue(runs.released().isDone());
  }
}
