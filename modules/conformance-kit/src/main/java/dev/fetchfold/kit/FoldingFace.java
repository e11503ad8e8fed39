package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A face that folds outcomes into a result. */
public final class FoldingFace extends Face {
  private final Starter starter;
  private final Class<? extends Exception> cancelShows;

  private FoldingFace(String name, Starter starter, Class<? extends Exception> cancelShows) {
    super(name);
    this.starter = starter;
    this.cancelShows = cancelShows;
  }

  /** Starts a run that folds. */
  @FunctionalInterface
  public interface Starter {

    /**
     * Starts it.
     *
     * @param fetcher a fetcher that the subject opened
     * @param batch what to run
     * @param fold what to make of the outcomes
     * @return the run
     */
    Folding start(Fetcher fetcher, Batch batch, Fold<Object> fold);
  }

  /**
   * A run that folds.
   *
   * @param result the fold's result, or what ended the run, with nothing around it
   * @param cancel cancels the run in this face's own way
   */
  public record Folding(CompletionStage<Object> result, Runnable cancel) {}

  static FoldingFace of(String name, Starter starter) {
    return new FoldingFace(name, starter, CancellationException.class);
  }

  /**
   * The face {@code fetch}, each run on a platform thread of its own; interrupting that cancels.
   *
   * @return the face
   */
  public static FoldingFace fetch() {
    return new FoldingFace("fetch", FoldingFace::onOwnThread, InterruptedException.class);
  }

  /**
   * The face {@code fetchAsync}; {@code cancel} on its future cancels.
   *
   * @return the face
   */
  public static FoldingFace fetchAsync() {
    return of("fetchAsync", FoldingFace::async);
  }

  /**
   * Starts a run with a fold of the check's own.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @param fold what to make of the outcomes
   * @return the run
   */
  public Folding fold(Fetcher fetcher, Batch batch, Fold<Object> fold) {
    return starter.start(fetcher, batch, fold);
  }

  @Override
  public Run start(Fetcher fetcher, Batch batch, Handler handler) {
    Controls controls = new Controls();
    Run run = new Run(name(), handler, controls);
    Folding folding = fold(fetcher, batch, () -> new Feeding(run));
    controls.cancel = folding.cancel();
    folding
        .result()
        .whenComplete((result, thrown) -> run.end(thrown == null ? normally(result) : ex(thrown)));
    return run;
  }

  @Override
  public boolean showsCancel(Ended ended) {
    return ended instanceof Ended.Exceptionally failed && cancelShows.isInstance(failed.cause());
  }

  private static Ended normally(Object result) {
    return new Ended.Normally(Optional.of((End) result));
  }

  private static Ended ex(Throwable thrown) {
    return new Ended.Exceptionally(thrown);
  }

  private static Folding async(Fetcher fetcher, Batch batch, Fold<Object> fold) {
    CompletableFuture<Object> result = fetcher.fetchAsync(batch, fold);
    return new Folding(result, () -> result.cancel(true));
  }

  private static Folding onOwnThread(Fetcher fetcher, Batch batch, Fold<Object> fold) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    Runnable fetch = () -> fetch(fetcher, batch, fold, result);
    Thread thread = Thread.ofPlatform().daemon().name("kit-fetch").start(fetch);
    return new Folding(result, thread::interrupt);
  }

  private static void fetch(
      Fetcher fetcher, Batch batch, Fold<Object> fold, CompletableFuture<Object> result) {
    try {
      result.complete(fetcher.fetch(batch, fold));
    } catch (Throwable t) {
      result.completeExceptionally(t);
    }
  }

  private static final class Controls implements Run.Controls {
    private volatile Runnable cancel = () -> {};

    @Override
    public void cancel() {
      cancel.run();
    }

    @Override
    public void request(long n) {
      throw new IllegalStateException("a fold has no demand, expected an AskingFace");
    }
  }

  private record Feeding(Run run) implements Fold.Accumulator<Object> {
    @Override
    public Step step(Outcome outcome) throws InterruptedException {
      run.handle(outcome);
      return Step.CONTINUE;
    }

    @Override
    public Object finish(End end) {
      return end;
    }
  }
}
