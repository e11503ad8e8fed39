package dev.fetchfold.site.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What engines are compared by: a region of each. In the order in which regions stand in files. */
public enum Aspect {
  /** Bounds. */
  ADMIT("Admit", "Who may start, who waits in which line, and how a permit is given back once."),
  /** One request. */
  EXCHANGE("Exchange", "One request and its reply, and how it is aborted."),
  /** Retries and redirects. */
  DECIDE("Decide and go again", "One target to its outcome: ask the policy, follow what it says."),
  /** Limits. */
  TIME_OUT("Time out", "How one waits, and who rings when the nearest limit has come."),
  /** Order and demand. */
  DELIVER("Order and hand over", "The window, the order, and the hand-over to the consumer."),
  /** Stopping early. */
  CANCEL("Cancel", "How a run is stopped, and how that reaches what is on the wire."),
  /** Faces. */
  FOLD("Fold", "What the caller calls, and on which thread its code runs."),
  /** The end. */
  CLOSE("Close", "How everything that was created is released."),
  /** What is set before anything runs. */
  CONFIGURE("Configure", "What has to be set so that the library keeps the rules.");

  private final String title;
  private final String question;

  Aspect(String title, String question) {
    this.title = title;
    this.question = question;
  }

  /**
   * The order in which they are read: as a target meets them.
   *
   * @return all of them
   */
  public static List<Aspect> asRead() {
    return List.of(CONFIGURE, ADMIT, EXCHANGE, DECIDE, TIME_OUT, DELIVER, FOLD, CANCEL, CLOSE);
  }

  /**
   * Finds one by the name of its region.
   *
   * @param region such as {@code time-out}
   * @return the aspect, or empty if there is none
   */
  public static Optional<Aspect> of(String region) {
    return Arrays.stream(values()).filter(aspect -> aspect.region().equals(region)).findFirst();
  }

  /**
   * The name of its region in every engine.
   *
   * @return such as {@code time-out}
   */
  public String region() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
   * What one looks for in it.
   *
   * @return a sentence
   */
  public String question() {
    return question;
  }
}
