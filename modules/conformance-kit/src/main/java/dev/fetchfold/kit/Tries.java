package dev.fetchfold.kit;

/**
 * How often a check was run, and how often it was not bad.
 *
 * @param good how often it passed, or could not be run
 * @param of how often it was run
 */
public record Tries(int good, int of) {

  static Tries once(State state) {
    return new Tries(state.isBad() ? 0 : 1, 1);
  }

  /** Shows both, such as {@code 2/3}. */
  @Override
  public String toString() {
    return good + "/" + of;
  }
}
