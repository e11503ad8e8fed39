package dev.fetchfold.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.url.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The line before one permit, and who leaves it. */
final class AdmissionTest {
  private static final int MANY = 100_000;
  private static final Origin ORIGIN = new Origin("http", "somewhere", 80);
  private static final FetcherConfig ONE = FetcherConfig.defaults().maxConcurrency(1);

  private final Admission admission = new Admission(ONE);
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /** CANCEL-02, BOUND-04: a run is cancelled whose targets wait by the thousand. */
  @Test
  void permitGoesPastAllThatAreCancelled() {
    Admission.Permit held = admit(unlimited()).join().orElseThrow();
    List<CompletableFuture<Optional<Admission.Permit>>> gone = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      gone.add(admission.admit(ORIGIN, unlimited(), cancelled::get));
    }
    CompletableFuture<Optional<Admission.Permit>> stays = admit(unlimited());
    cancelled.set(true);
    held.release();
    assertTrue(stays.join().isPresent());
    assertEquals(List.of(), gone.stream().filter(CompletableFuture::isDone).toList());
  }

  /** TIME-05, BOUND-04: the timer has more to do than it can at once. */
  @Test
  void permitGoesPastAllWhoseTimeHasEnded() {
    Admission.Permit held = admit(unlimited()).join().orElseThrow();
    List<CompletableFuture<Optional<Admission.Permit>>> late = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      late.add(admit(ended()));
    }
    CompletableFuture<Optional<Admission.Permit>> stays = admit(unlimited());
    held.release();
    assertTrue(stays.join().isPresent());
    assertTrue(late.stream().allMatch(turn -> turn.join().isEmpty()));
  }

  /** CANCEL-04. */
  @Test
  void waiterThatIsCancelledLeavesTheLine() {
    Admission.Permit held = admit(unlimited()).join().orElseThrow();
    CompletableFuture<Optional<Admission.Permit>> leaves = admit(unlimited());
    CompletableFuture<Optional<Admission.Permit>> stays = admit(unlimited());
    leaves.cancel(false);
    assertFalse(stays.isDone());
    held.release();
    assertTrue(stays.join().isPresent());
  }

  /** BOUND-05. */
  @Test
  void permitIsGivenBackOnce() {
    Admission.Permit held = admit(unlimited()).join().orElseThrow();
    CompletableFuture<Optional<Admission.Permit>> second = admit(unlimited());
    CompletableFuture<Optional<Admission.Permit>> third = admit(unlimited());
    held.release();
    held.release();
    assertTrue(second.isDone());
    assertFalse(third.isDone());
  }

  private CompletableFuture<Optional<Admission.Permit>> admit(Limits limits) {
    return admission.admit(ORIGIN, limits, () -> false);
  }

  private static Limits unlimited() {
    return Limits.of(ONE, target(), System.nanoTime(), Long.MAX_VALUE);
  }

  private static Limits ended() {
    Target brief = target().within(Duration.ofNanos(1));
    return Limits.of(ONE, brief, System.nanoTime() - 1, Long.MAX_VALUE);
  }

  private static Target target() {
    return Target.of("http://somewhere/");
  }
}
