package dev.fetchfold;

import java.util.Iterator;

/**
 * The outcomes of one run, for a thread that asks for them: as the run's order says.
 *
 * <p>The run begins when this object is made and goes on, up to its window, while nobody asks. The
 * iterator waits for the next outcome; asking for the next one says that the previous one has been
 * dealt with. It throws what ended the run, or {@link java.util.concurrent.CancellationException}
 * when the run was cancelled or the asking thread was interrupted (its interrupt status is then
 * set). Only one thread at a time may use the iterator; {@link #close()} may come from any.
 */
public interface Outcomes extends Iterable<Outcome>, AutoCloseable {

  /**
   * The one iterator of this run.
   *
   * @return the iterator, which does not support removal
   * @throws IllegalStateException if it was asked for before
   */
  @Override
  Iterator<Outcome> iterator();

  /**
   * How the run ended.
   *
   * @return the end
   * @throws IllegalStateException if the iterator has not been exhausted
   */
  End end();

  /** Cancels the run if it has not ended, without waiting. May be repeated. */
  @Override
  void close();
}
