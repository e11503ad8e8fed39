package dev.fetchfold.vertx;

import dev.fetchfold.Outcome;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** Shows Vert.x streams to the kit, which knows publishers: a stream for each subscription. */
record StreamPublisher(Supplier<OutcomeStream> opener) implements Flow.Publisher<Outcome> {
  @Override
  public void subscribe(Flow.Subscriber<? super Outcome> subscriber) {
    OutcomeStream stream = opener.get().pause();
    stream.exceptionHandler(subscriber::onError);
    stream.endHandler(end -> subscriber.onComplete());
    subscriber.onSubscribe(new Fetching(stream));
    stream.handler(subscriber::onNext);
  }

  private record Fetching(OutcomeStream stream) implements Flow.Subscription {
    @Override
    public void request(long n) {
      stream.fetch(n);
    }

    @Override
    public void cancel() {
      stream.cancel();
    }
  }
}
