package dev.fetchfold.site.source;

import java.util.Locale;

/** The topics of a first lesson on threads, in its order. */
public enum Topic {
  /** Why threads at all. */
  SEQUENTIAL(
      "Sequential against concurrent",
      "One after another, or all that the bounds allow.",
      Aspect.DELIVER),
  /** A thread begins and ends. */
  JOIN("Start and join", "A run is started and waited for; nobody counts threads.", Aspect.FOLD),
  /** Shared state. */
  LOCK(
      "Lock",
      "A shared counter needs a lock. A fold needs none: its steps are never concurrent.",
      Aspect.FOLD),
  /** The same thread again. */
  REENTRANT(
      "Re-entrant lock",
      "Code that is called back may call again: it is called while no lock is held.",
      Aspect.ADMIT),
  /** Producer and consumer. */
  QUEUE(
      "Queue",
      "A queue is a source: it may block, and what ends it ends the batch.",
      Aspect.DELIVER),
  /** One tells the others. */
  EVENT("Event", "One outcome tells all others to stop.", Aspect.CANCEL),
  /** Results as asked for. */
  ORDERED(
      "Pool with ordered results",
      "Fetched as they can be, delivered as they were asked for.",
      Aspect.DELIVER),
  /** Results as they come. */
  COMPLETED("As completed", "Delivered as they come; each knows its place.", Aspect.DELIVER),
  /** What goes wrong. */
  EXCEPTIONS(
      "Exceptions",
      "Nothing is swallowed: what goes wrong is an outcome with a reason.",
      Aspect.EXCHANGE),
  /** Scopes. */
  CONTEXT(
      "Context manager", "The end of the block is the end of everything it created.", Aspect.CLOSE),
  /** Who keeps the process alive. */
  DAEMON(
      "Daemon threads",
      "A fetcher that nobody closes does not keep the JVM alive.",
      Aspect.CONFIGURE),
  /** Who waits for whom. */
  DEADLOCK(
      "Deadlock and timeouts",
      "Who waits for one origin holds nothing that another one needs, and every wait has an end.",
      Aspect.TIME_OUT),
  /** What threads are for. */
  CPU(
      "I/O-bound against CPU-bound",
      "Waiting is the engine's, computing is the fold's, on the caller's thread.",
      Aspect.FOLD);

  private final String title;
  private final String sentence;
  private final Aspect aspect;

  Topic(String title, String sentence, Aspect aspect) {
    this.title = title;
    this.sentence = sentence;
    this.aspect = aspect;
  }

  /**
   * The name of its example: a region, and a test.
   *
   * @return such as {@code sequential}
   */
  public String region() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What it is called.
   *
   * @return a word or a few
   */
  public String title() {
    return title;
  }

  /**
   * What becomes of it here.
   *
   * @return a sentence
   */
  public String sentence() {
    return sentence;
  }

  /**
   * Where an engine answers it.
   *
   * @return the aspect
   */
  public Aspect aspect() {
    return aspect;
  }
}
