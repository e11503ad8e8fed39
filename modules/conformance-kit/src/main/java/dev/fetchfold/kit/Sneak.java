package dev.fetchfold.kit;

/** Throws what the compiler would not let through, as careless callbacks do (FOLD-02). */
public final class Sneak {
  private Sneak() {}

  /**
   * Throws any throwable, itself, whether or not the caller declares it.
   *
   * @param thrown what to throw
   * @return nothing: so that a caller can write {@code throw Sneak.past(t)}
   */
  public static RuntimeException past(Throwable thrown) {
    return Sneak.<RuntimeException>cast(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException cast(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
