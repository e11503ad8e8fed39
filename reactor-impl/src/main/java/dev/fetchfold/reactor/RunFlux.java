package dev.fetchfold.reactor;

import dev.fetchfold.Outcome;
import dev.fetchfold.support.RunSignals;
import dev.fetchfold.support.Runs;
import java.util.function.Function;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** A run as a {@code Flux}: cold, each subscription is one. */
final class RunFlux extends Flux<Outcome> {
  private final Runs runs;
  private final Function<ContextView, Delivery> opener;

  private RunFlux(Runs runs, Function<ContextView, Delivery> opener) {
    this.runs = runs;
    this.opener = opener;
  }

  /**
   * What the opener throws is signalled: a closed fetcher, a delivery that cannot be meant.
   *
   * @param opener makes a run, given the subscriber's context
   */
  static Flux<Outcome> of(Runs runs, Function<ContextView, Delivery> opener) {
    return onAssembly(new RunFlux(runs, opener));
  }

  @Override
  public void subscribe(CoreSubscriber<? super Outcome> subscriber) {
    Context context = subscriber.currentContext();
    Delivery run;
    RunSignals signals;
    try {
      run = opener.apply(context);
      signals = RunSignals.begin(runs, run, FlowAdapters.toFlowSubscriber(subscriber));
    } catch (RuntimeException e) {
      runs.callback(() -> Operators.error(subscriber, e));
      return;
    }
    Subscriber<Outcome> marked = FlowAdapters.toSubscriber(signals);
    run.deliver().subscribe(new InContext(marked, context));
  }

  /** Gives the subscriber's context to every attempt. */
  private record InContext(Subscriber<Outcome> signals, Context currentContext)
      implements CoreSubscriber<Outcome> {
    @Override
    public void onSubscribe(Subscription subscription) {
      signals.onSubscribe(subscription);
    }

    @Override
    public void onNext(Outcome outcome) {
      signals.onNext(outcome);
    }

    @Override
    public void onError(Throwable failure) {
      signals.onError(failure);
    }

    @Override
    public void onComplete() {
      signals.onComplete();
    }
  }
}
