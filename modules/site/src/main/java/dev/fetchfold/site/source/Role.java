package dev.fetchfold.site.source;

import java.util.List;

/** The files that every engine has, in the order in which a target goes through them. */
public enum Role {
  /** The public class, whose name begins with the engine's. */
  FETCHER("Fetcher", "fetch", "wires the others for a run; the native face; cancel; close"),
  /** One run. */
  DELIVERY("Delivery", "deliver", "window, order, demand, the hand-over to the consumer"),
  /** One target. */
  ATTEMPTS("Attempts", "settle", "one target to its outcome: admit, send, decide, again"),
  /** Bounds. */
  ADMISSION("Admission", "admit", "who may start; a permit is given back exactly once"),
  /** The wire. */
  EXCHANGE(
      "Exchange", "send", "one request and its reply; the only file that knows the HTTP client");

  private final String title;
  private final String verb;
  private final String question;

  Role(String title, String verb, String question) {
    this.title = title;
    this.verb = verb;
    this.question = question;
  }

  /**
   * The simple name, without an engine's prefix.
   *
   * @return such as {@code Admission}
   */
  public String title() {
    return title;
  }

  /**
   * What it does: the method that the first of its regions has.
   *
   * @return such as {@code admit}
   */
  public String verb() {
    return verb;
  }

  /**
   * The regions that stand in it, in this order.
   *
   * @return one or more
   */
  public List<Aspect> aspects() {
    return switch (this) {
      case FETCHER -> List.of(Aspect.FOLD, Aspect.CLOSE);
      case DELIVERY -> List.of(Aspect.DELIVER, Aspect.CANCEL);
      case ATTEMPTS -> List.of(Aspect.DECIDE, Aspect.TIME_OUT);
      case ADMISSION -> List.of(Aspect.ADMIT);
      case EXCHANGE -> List.of(Aspect.EXCHANGE);
    };
  }

  /**
   * The one question that the file answers.
   *
   * @return a phrase
   */
  public String question() {
    return question;
  }

  /**
   * The type in that file.
   *
   * @param engine whose
   * @return its simple name
   */
  public String type(Engine engine) {
    return this == FETCHER ? engine.prefix() + title : title;
  }
}
