package dev.fetchfold.support;

import java.util.concurrent.Flow;

/** The targets of one run, for an engine whose own library streams them. Has one subscriber. */
public interface TakenPublisher extends Flow.Publisher<Taken> {

  /**
   * Whether asking for the next target returns at once and runs no code of the user's.
   *
   * @return true for a batch of known size, which no deadline cuts (TIME-04)
   */
  boolean known();

  /** A target has been delivered. Never blocks. */
  void delivered();
}
