package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.ORDER_01;
import static dev.fetchfold.kit.Rule.ORDER_02;

import dev.fetchfold.Batch;
import dev.fetchfold.FetchEvent;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import dev.fetchfold.origin.Entry;
import dev.fetchfold.origin.Gate;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** ORDER-01 and ORDER-02. */
final class OrderChecks {
  private static final int ROUNDS = 10;
  private static final int COUNT = 8;

  /** A path and a gate per target, so that the check decides who settles when. */
  private static final class Separate {
    private final OriginServer origin;
    private final List<Gate> gates;
    private final Run run;

    Separate(Trial trial, Ordering ordering) throws InterruptedException {
      origin = trial.origin();
      gates = IntStream.range(0, COUNT).mapToObj(i -> new Gate()).toList();
      List<Target> targets = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        origin.on("/" + i, Script.gated(gates.get(i), Script.text("reply")));
        targets.add(Target.of(origin.url("/" + i)));
      }
      run = trial.run(trial.open(Given.bounds(COUNT, COUNT)), ordering.of(Batch.of(targets)));
      Given.awaitInFlight(origin.ledger(), COUNT);
    }

    void settle(int index) throws InterruptedException {
      int before = origin.ledger().entries(Entry.Ending.class).size();
      gates.get(index).open();
      origin
          .ledger()
          .await("the reply to " + index, seen -> seen.entries(Entry.Ending.class).size() > before);
    }
  }

  private interface Ordering {
    Batch of(Batch batch);
  }

  @Observes(ORDER_01)
  void inOrderWhateverSettlesFirst(Trial trial) throws Exception {
    Separate separate = new Separate(trial, Batch::inOrder);
    for (int index = COUNT - 1; index >= 0; index--) {
      separate.settle(index);
    }
    trial.expectEqual("indices", Given.upTo(COUNT), Given.indices(separate.run.awaitAll()));
  }

  @Observes(ORDER_01)
  void aRunThatIsCancelledHasDeliveredAPrefix(Trial trial) throws Exception {
    Separate separate = new Separate(trial, Batch::inOrder);
    for (int index : List.of(7, 1, 5, 4, 0, 6, 2)) {
      separate.settle(index);
    }
    separate.run.awaitDelivered(3);
    separate.run.cancel();
    trial.expectCancelled(separate.run);
    trial.expectEqual("indices", Given.upTo(3), Given.indices(separate.run.begun()));
  }

  /** The first target is held, those behind it are settled when the source throws. */
  @Observes(ORDER_01)
  void aRunWhoseSourceThrowsHasDeliveredAPrefix(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    for (int round = 0; round < ROUNDS; round++) {
      CountDownLatch settled = new CountDownLatch(COUNT - 1);
      Feed source =
          Feed.endless(trial, index -> index == 0 ? held.target(0) : behind(index, held, settled));
      FetcherConfig config = Given.bounds(COUNT, COUNT).listener(event -> count(event, settled));
      Run run = trial.run(trial.open(config), source.batch().inOrder());
      trial.expectThrown(run, IllegalStateException.class);
      trial.expectEqual("indices", List.of(), Given.indices(run.begun()));
    }
  }

  private static Target behind(int index, HangingOrigin held, CountDownLatch settled)
      throws InterruptedException {
    if (index < COUNT) {
      return held.quick(index);
    }
    settled.await();
    throw new IllegalStateException("thrown by the source");
  }

  private static void count(FetchEvent event, CountDownLatch settled) {
    if (event instanceof FetchEvent.Settled) {
      settled.countDown();
    }
  }

  @Observes(ORDER_01)
  void failuresTakeTheirTurn(Trial trial) throws Exception {
    Gate gate = new Gate();
    OriginServer origin = trial.origin().otherwise(Script.gated(gate, Script.text("reply")));
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      targets.add(i % 2 == 0 ? Given.target(origin, "/", i) : Given.invalid(1).get(0));
    }
    Batch batch = Batch.of(targets).inOrder();
    Run run = trial.run(trial.open(Given.bounds(COUNT, COUNT)), batch);
    Given.awaitInFlight(origin.ledger(), COUNT / 2);
    gate.open();
    trial.expectEqual("indices", Given.upTo(COUNT), Given.indices(run.awaitAll()));
  }

  @Observes(ORDER_02)
  void asCompletedWaitsForNoEarlierTarget(Trial trial) throws Exception {
    Separate separate = new Separate(trial, Batch::asCompleted);
    for (int index = COUNT - 1; index >= 1; index--) {
      separate.settle(index);
      separate.run.awaitDelivered(COUNT - index);
    }
    separate.settle(0);
    List<Long> last = Given.indices(separate.run.awaitAll()).subList(COUNT - 1, COUNT);
    trial.expectEqual("the last index delivered", List.of(0L), last);
  }
}
