package dev.fetchfold;

/**
 * Hears what a fetcher does (OBS-01).
 *
 * <p>Called on the engine's own threads, I/O threads among them: it must not block. What it throws
 * is logged and changes nothing; nor does the interrupt status that it leaves, which ends with it
 * (FOLD-06). Events of one target come one after another; those of different targets may come at
 * the same time. None comes after the fetcher has been closed.
 */
@FunctionalInterface
public interface FetchListener {

  /**
   * Takes note of an event.
   *
   * @param event what happened
   */
  void on(FetchEvent event);

  /**
   * Hears nothing; the default.
   *
   * @return the listener
   */
  static FetchListener none() {
    return Silent.INSTANCE;
  }

  /** The listener that is never called, so that nobody pays for events that nobody hears. */
  enum Silent implements FetchListener {
    /** The one instance. */
    INSTANCE;

    @Override
    public void on(FetchEvent event) {}
  }
}
