package dev.fetchfold.kit;

import dev.fetchfold.Fetcher;
import java.net.URI;

/** A fetcher over something that was lent to it (CLOSE-02). Closing it releases what was lent. */
public interface LentFetcher extends AutoCloseable {

  /**
   * The fetcher that uses what was lent.
   *
   * @return the same fetcher each time
   */
  Fetcher fetcher();

  /**
   * Sends a GET with what was lent, not through the fetcher.
   *
   * @param uri what to ask for
   * @return the status of the reply
   * @throws Exception if what was lent is not usable
   */
  int get(URI uri) throws Exception;

  /** Releases what was lent. */
  @Override
  void close();
}
