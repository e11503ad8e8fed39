package dev.fetchfold.httpcore5;

/** What becomes of a connection after a call. */
enum AfterExchange {
  /** It serves the next call. */
  KEEP,
  /** The reply is whole, and it is the last one: ended in order. */
  CLOSE,
  /** Nobody knows what is on its way: reset. */
  RESET
}
