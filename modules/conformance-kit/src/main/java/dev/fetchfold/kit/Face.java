package dev.fetchfold.kit;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BiFunction;

/** One way to run a batch, so that a check is written once and run through every one of them. */
public abstract sealed class Face permits FoldingFace, AskingFace {
  private final String name;

  Face(String name) {
    this.name = name;
  }

  /**
   * The name to report and to select by.
   *
   * @return a short name, unique within a subject
   */
  public final String name() {
    return name;
  }

  /**
   * Starts a run that asks for every outcome as fast as the handler returns.
   *
   * @param fetcher what to run it with
   * @param batch what to run
   * @param handler called within each delivery
   * @return the run
   */
  public abstract Run start(Fetcher fetcher, Batch batch, Handler handler);

  /**
   * Whether a run ended as this face shows a run that was cancelled through it.
   *
   * @param ended how it ended
   * @return true if so
   */
  public abstract boolean showsCancel(Ended ended);

  /**
   * The faces of {@link Fetcher}: {@code fetch}, {@code fetchAsync}, {@code publisher} and {@code
   * iterate}.
   *
   * @return four faces
   */
  public static List<Face> standard() {
    return List.of(FoldingFace.fetch(), FoldingFace.fetchAsync(), publisher(), iterate());
  }

  /**
   * The face {@code publisher}.
   *
   * @return the face
   */
  public static Face publisher() {
    return ofPublisher("publisher", Fetcher::publisher);
  }

  /**
   * The face {@code iterate}.
   *
   * @return the face
   */
  public static Face iterate() {
    return new IteratingFace();
  }

  /**
   * A native face that publishes, such as a {@code Flux}.
   *
   * @param name a short name
   * @param publish makes the publisher of a batch, from a fetcher that the subject opened
   * @return the face
   */
  public static Face ofPublisher(
      String name, BiFunction<Fetcher, Batch, Flow.Publisher<Outcome>> publish) {
    return new PublishingFace(name, publish);
  }

  /**
   * A native face that folds, such as a {@code Future} with a way to cancel it.
   *
   * @param name a short name
   * @param starter starts a run with a fetcher that the subject opened; a cancelled run's result
   *     fails with {@link java.util.concurrent.CancellationException}
   * @return the face
   */
  public static Face ofFold(String name, FoldingFace.Starter starter) {
    return FoldingFace.of(name, starter);
  }

  /** Shows the name. */
  @Override
  public final String toString() {
    return name;
  }
}
