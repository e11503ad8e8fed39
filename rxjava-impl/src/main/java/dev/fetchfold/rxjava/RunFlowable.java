package dev.fetchfold.rxjava;

import dev.fetchfold.Outcome;
import dev.fetchfold.support.RunSignals;
import dev.fetchfold.support.Runs;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import java.util.function.Supplier;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Subscriber;

/** A run as a {@code Flowable}: cold, each subscription is one. */
final class RunFlowable extends Flowable<Outcome> {
  private final Runs runs;
  private final Supplier<Delivery> opener;
  private final Scheduler consumers;

  private RunFlowable(Runs runs, Supplier<Delivery> opener, Scheduler consumers) {
    this.runs = runs;
    this.opener = opener;
    this.consumers = consumers;
  }

  /**
   * What the opener throws is signalled: a closed fetcher, a delivery that cannot be meant.
   *
   * @param consumers where outcomes are signalled: a subscriber may block there
   */
  static Flowable<Outcome> of(Runs runs, Supplier<Delivery> opener, Scheduler consumers) {
    return RxJavaPlugins.onAssembly(new RunFlowable(runs, opener, consumers));
  }

  @Override
  protected void subscribeActual(Subscriber<? super Outcome> subscriber) {
    Delivery run;
    RunSignals signals;
    try {
      run = opener.get();
      signals = RunSignals.begin(runs, run, FlowAdapters.toFlowSubscriber(subscriber));
    } catch (RuntimeException e) {
      runs.callback(() -> Flowable.<Outcome>error(e).subscribe(subscriber));
      return;
    }
    run.deliver(signals::fail).observeOn(consumers).subscribe(FlowAdapters.toSubscriber(signals));
  }
}
