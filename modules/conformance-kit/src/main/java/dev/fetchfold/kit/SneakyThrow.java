package dev.fetchfold.kit;

/** Throws what the compiler would not let through, as careless callbacks do (FOLD-02). */
public final class SneakyThrow {
  private SneakyThrow() {}

  /**
   * Throws any throwable, itself, whether or not the caller declares it.
   *
   * @param thrown what to throw
   * @return nothing: so that a caller can write {@code throw SneakyThrow.of(t)}
   */
  public static RuntimeException of(Throwable thrown) {
    return SneakyThrow.<RuntimeException>cast(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException cast(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
