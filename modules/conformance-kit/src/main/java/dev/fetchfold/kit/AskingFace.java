package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;

/** A face through which a consumer says how many outcomes it wants. */
public abstract sealed class AskingFace extends Face permits PublishingFace, IteratingFace {
  AskingFace(String name) {
    super(name);
  }

  /**
   * Starts a run that asks for nothing until {@link Run#request} is called.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @param handler called within each delivery
   * @return the run
   */
  public abstract Run startIdle(Fetcher fetcher, Batch batch, Handler handler);

  @Override
  public final Run start(Fetcher fetcher, Batch batch, Handler handler) {
    Run run = startIdle(fetcher, batch, handler);
    run.request(Long.MAX_VALUE);
    return run;
  }
}
