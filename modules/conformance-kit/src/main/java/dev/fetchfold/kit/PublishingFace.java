package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/** A face that publishes outcomes to a subscriber. A cancelled one signals nothing afterwards. */
public final class PublishingFace extends AskingFace {
  private final BiFunction<Fetcher, Batch, Flow.Publisher<Outcome>> publish;

  PublishingFace(String name, BiFunction<Fetcher, Batch, Flow.Publisher<Outcome>> publish) {
    super(name);
    this.publish = publish;
  }

  /**
   * The publisher of a batch, for checks that subscribe to it themselves.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @return the publisher
   */
  public Flow.Publisher<Outcome> publish(Fetcher fetcher, Batch batch) {
    return publish.apply(fetcher, batch);
  }

  @Override
  public Run startIdle(Fetcher fetcher, Batch batch, Handler handler) {
    Subscriber subscriber = new Subscriber();
    Run run = new Run(name(), handler, subscriber);
    subscriber.feed(run);
    publish(fetcher, batch).subscribe(subscriber);
    return run;
  }

  @Override
  public boolean showsCancel(Ended ended) {
    return ended instanceof Ended.Silently;
  }

  private static final class Subscriber implements Flow.Subscriber<Outcome>, Run.Controls {
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Run> run = new CompletableFuture<>();

    void feed(Run fed) {
      run.complete(fed);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription.complete(given);
    }

    @Override
    public void onNext(Outcome outcome) {
      try {
        run.join().handle(outcome);
      } catch (Throwable t) {
        // A subscriber that throws has ended its run: whatever is signalled after that is too late.
        run.join().end(new Ended.Exceptionally(t));
        throw SneakyThrow.of(t);
      }
    }

    @Override
    public void onError(Throwable cause) {
      run.join().end(new Ended.Exceptionally(cause));
    }

    @Override
    public void onComplete() {
      run.join().end(new Ended.Normally(Optional.empty()));
    }

    @Override
    public void cancel() {
      subscription.join().cancel();
      run.join().cancelled();
    }

    @Override
    public void request(long n) {
      subscription.join().request(n);
    }
  }
}
