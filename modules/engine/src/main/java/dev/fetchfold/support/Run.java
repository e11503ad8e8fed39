package dev.fetchfold.support;

import dev.fetchfold.End;
import dev.fetchfold.Outcome;

/**
 * One run, as an engine offers it to the faces: it takes targets while its window has room, settles
 * them, and pushes their outcomes in the batch's order. The faces of this package make {@code
 * fetch}, {@code fetchAsync}, {@code publisher} and {@code iterate} of it.
 */
public interface Run {

  /**
   * Begins. Called once; after a cancel it only closes the source.
   *
   * @param receiver where the outcomes go
   */
  void start(Receiver receiver);

  /**
   * The consumer has dealt with an outcome: its place in the window is free. Never blocks.
   *
   * @param outcome which
   */
  void delivered(Outcome outcome);

  /**
   * Aborts every attempt, forgets every waiter and takes nothing more. When it has returned no
   * attempt is granted a permit (CANCEL-02). Never blocks, may be repeated, from any thread, also
   * when the run has ended.
   */
  void cancel();

  /**
   * Takes what a run pushes. Outcomes may come from several threads at once, at most a window of
   * them undelivered; then one end or failure, unless the run is cancelled. Never blocks.
   */
  interface Receiver {

    /**
     * The next outcome in the batch's order.
     *
     * @param outcome what became of one target
     */
    void outcome(Outcome outcome);

    /**
     * There are no more outcomes.
     *
     * @param end EXHAUSTED or DEADLINE
     */
    void end(End end);

    /**
     * The source has failed; every attempt has been aborted.
     *
     * @param failure what it threw
     */
    void failed(Throwable failure);
  }
}
