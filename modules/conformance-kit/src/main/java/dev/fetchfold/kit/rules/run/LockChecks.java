package dev.fetchfold.kit.rules.run;

import static dev.fetchfold.kit.Rule.FOLD_03;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Handler;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.PublishingFace;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Feed;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** FOLD-03: callbacks are called without a lock, and not after the end. */
final class LockChecks {

  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, AskingFace.class})
  void theConsumerIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    Fetcher fetcher = calls.on(trial.open(Given.patient()));
    Run run = trial.run(fetcher, quick(held), outcome -> calls.from("consumer"));
    trial.expectEqual("outcomes", 3, run.awaitAll().size());
    calls.expectMadeFrom(Set.of("consumer"));
  }

  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, AskingFace.class})
  void theSourceIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    Fetcher fetcher = calls.on(trial.open(Given.patient()));
    Feed feed = Feed.of(3, index -> calling(calls, "source " + index, held.quick(index)));
    trial.expectEqual("outcomes", 3, trial.run(fetcher, feed.batch()).awaitAll().size());
    calls.expectMadeFrom(Set.of("source 0", "source 2"));
  }

  private static Target calling(PublicCalls calls, String callback, Target target) {
    calls.from(callback);
    return target;
  }

  @Observes(FOLD_03)
  void theListenerIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    FetcherConfig config =
        Given.patient().listener(event -> calls.from(event.getClass().getSimpleName()));
    Fetcher fetcher = calls.on(trial.open(config));
    trial.expectEqual("outcomes", 3, trial.run(fetcher, quick(held)).awaitAll().size());
    calls.expectMadeFrom(Set.of("AttemptStarted", "AttemptEnded", "Settled"));
  }

  @Observes(FOLD_03)
  void theResolverIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    FetcherConfig config = Given.patient().resolver(host -> resolved(calls, host));
    Fetcher fetcher = calls.on(trial.open(config));
    trial.expectEqual("outcomes", 3, trial.run(fetcher, quick(held)).awaitAll().size());
    calls.expectMadeFrom(Set.of("resolver"));
  }

  private static List<InetAddress> resolved(PublicCalls calls, String host)
      throws UnknownHostException {
    calls.from("resolver");
    return Given.here(host);
  }

  @Observes(value = FOLD_03, through = FoldingFace.class)
  void theFoldIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    Fetcher fetcher = calls.on(trial.open(Given.patient()));
    Fold<Object> fold =
        () -> {
          calls.from("start");
          return Folds.steps(outcome -> step(calls), end -> finish(calls, end)).start();
        };
    FoldingFace face = trial.face(FoldingFace.class);
    Object end = face.fold(fetcher, quick(held), fold).result().toCompletableFuture().get();
    trial.expectEqual("end", End.EXHAUSTED, end);
    calls.expectMadeFrom(Set.of("start", "step", "finish"));
  }

  private static Step step(PublicCalls calls) {
    calls.from("step");
    return Step.CONTINUE;
  }

  private static End finish(PublicCalls calls, End end) {
    calls.from("finish");
    return end;
  }

  @Observes(value = FOLD_03, through = PublishingFace.class)
  void theSubscriberIsCalledWithoutALock(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    PublicCalls calls = new PublicCalls(trial, held);
    Fetcher fetcher = calls.on(trial.open(Given.patient()));
    Subscriber subscriber = new Subscriber(calls);
    trial.face(PublishingFace.class).publish(fetcher, quick(held)).subscribe(subscriber);
    subscriber.ended.get();
    calls.expectMadeFrom(Set.of("onSubscribe", "onNext", "onComplete"));
  }

  private static final class Subscriber implements Flow.Subscriber<Outcome> {
    private final PublicCalls calls;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    Subscriber(PublicCalls calls) {
      this.calls = calls;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      calls.from("onSubscribe");
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Outcome outcome) {
      calls.from("onNext");
    }

    @Override
    public void onError(Throwable cause) {
      ended.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
      calls.from("onComplete");
      ended.complete(true);
    }
  }

  /** Another thread cancels the very run that calls back, and is joined. */
  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, AskingFace.class})
  void aCancelFromElsewhereDoesNotWaitForTheConsumer(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    CompletableFuture<Run> self = new CompletableFuture<>();
    Handler cancelling = outcome -> trial.elsewhere("cancel", self.join()::cancel);
    Feed feed = Feed.of(3, index -> index == 0 ? known(self, held) : held.target(index));
    Run run = trial.run(trial.open(Given.patient()), feed.batch(), cancelling);
    self.complete(run);
    trial.expectCancelled(run);
    held.awaitAborted();
  }

  private static Target known(CompletableFuture<Run> self, HangingOrigin held) throws Exception {
    self.get();
    return held.quick(0);
  }

  private static Batch quick(HangingOrigin held) {
    return Given.batch(held.origin(), "/quick", 3);
  }

  /** One call may be on its way when a run ends; a second one is proof. */
  @Observes(
      value = FOLD_03,
      through = {FoldingFace.class, AskingFace.class})
  void noCallbackAfterTheEnd(Trial trial) throws Exception {
    HangingOrigin held = new HangingOrigin(trial);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger handed = new AtomicInteger();
    Feed feed = Feed.endless(trial, index -> counting(over, asked, held.quick(index)));
    Fetcher fetcher = trial.open(Given.patient());
    Handler handler = outcome -> count(over, handed);
    Run run = trial.run(fetcher, feed.batch().window(8), handler);
    run.awaitDelivered(20);
    run.cancel();
    run.awaitEnd();
    over.set(true);
    fetcher.close();
    trial.expect(asked.get() <= 1, "no target taken after the end", asked);
    trial.expect(handed.get() <= 1, "no outcome handed over after the end", handed);
  }

  private static Target counting(AtomicBoolean over, AtomicInteger asked, Target target) {
    count(over, asked);
    return target;
  }

  private static void count(AtomicBoolean over, AtomicInteger calls) {
    if (over.get()) {
      calls.incrementAndGet();
    }
  }
}
