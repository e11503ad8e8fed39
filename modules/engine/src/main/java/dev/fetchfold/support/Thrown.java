package dev.fetchfold.support;

/** Throws what a callback threw, whatever its type: the same throwable reaches the caller. */
final class Thrown {
  private Thrown() {}

  static RuntimeException again(Throwable thrown) {
    return Thrown.<RuntimeException>unchecked(thrown);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // how Java is told to look away
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
