package dev.fetchfold.site.source;

/** The files that every engine has, in the order in which data flows. */
public enum Role {
  /** Bounds. */
  ADMISSION("Admission", "who may start; a permit is given back exactly once"),
  /** The wire. */
  EXCHANGE("Exchange", "one request and its reply; the only file that knows the HTTP client"),
  /** One target. */
  ATTEMPTS("Attempts", "one target to its outcome: admit, send, decide, again"),
  /** One run. */
  DELIVERY("Delivery", "window, order, demand, the hand-over to the consumer"),
  /** The public class, whose name begins with the engine's. */
  FETCHER("Fetcher", "wires them for a run; the native face; cancel; close");

  private final String title;
  private final String question;

  Role(String title, String question) {
    this.title = title;
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
