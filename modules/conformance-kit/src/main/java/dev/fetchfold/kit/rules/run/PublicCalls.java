package dev.fetchfold.kit.rules.run;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.SneakyThrow;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.rules.props.Given;
import dev.fetchfold.kit.rules.props.HangingOrigin;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

/** Makes, on another thread that is joined, every public call that does not wait (FOLD-03). */
final class PublicCalls {
  private final Trial trial;
  private final HangingOrigin held;
  private final CompletableFuture<Fetcher> fetcher = new CompletableFuture<>();
  private final Set<String> made = ConcurrentHashMap.newKeySet();

  PublicCalls(Trial trial, HangingOrigin held) {
    this.trial = trial;
    this.held = held;
  }

  /** The fetcher whose callbacks make the calls. */
  Fetcher on(Fetcher own) {
    fetcher.complete(own);
    return own;
  }

  /** Makes the calls, once per callback: the calls themselves call back. */
  void from(String callback) {
    if (made.add(callback)) {
      try {
        trial.elsewhere("calls-from-" + callback, this::make);
      } catch (InterruptedException e) {
        throw SneakyThrow.of(e);
      }
    }
  }

  void expectMadeFrom(Set<String> callbacks) {
    trial.expect(made.containsAll(callbacks), "calls from " + callbacks, made);
  }

  private void make() {
    Fetcher own = fetcher.join();
    Batch batch = Batch.of(held.quick(100), held.quick(101));
    CompletableFuture<?> left = own.fetchAsync(batch, Fold.summary());
    own.fetchAsync(batch, Fold.summary()).cancel(true);
    own.publisher(batch).subscribe(new Cancelling());
    own.iterate(batch).close();
    Fetcher other = trial.open(Given.patient());
    CompletableFuture<?> shut = other.fetchAsync(Batch.of(held.target(102)), Fold.summary());
    other.shutdownNow();
    trial.evidence(() -> "calls: left to run " + left + ", shut down " + shut);
  }

  private static final class Cancelling implements Flow.Subscriber<Outcome> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(1);
      subscription.cancel();
    }

    @Override
    public void onNext(Outcome outcome) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onComplete() {}
  }
}
