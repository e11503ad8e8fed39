package dev.fetchfold.policy;

import dev.fetchfold.Reason;
import dev.fetchfold.policy.Reply.Fault;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether it was this machine that had no room for an attempt, so that no server is blamed for it
 * (OUT-03). The JDK has no types for that; what it hands on are the words of the system, of glibc,
 * musl and the BSDs, in English.
 */
final class OwnLimits {
  private static final String FILES =
      "this process has no file descriptor left for a connection; lower the concurrency, or raise"
          + " the limit (ulimit -n)";
  private static final String ADDRESSES =
      "this machine has no address or port of its own left for the connection; lower the"
          + " concurrency, or see to its network";
  private static final String MEMORY =
      "this machine has no memory left for a connection; lower the concurrency";
  private static final String THREADS =
      "this process may have no more threads; lower the concurrency, or raise the limit (ulimit"
          + " -u)";

  /** In order: the first that is found says it. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("too many open files", FILES),
          Map.entry("no file descriptors available", FILES),
          Map.entry("file table overflow", FILES),
          Map.entry("assign requested address", ADDRESSES),
          Map.entry("address not available", ADDRESSES),
          Map.entry("no buffer space available", MEMORY),
          Map.entry("cannot allocate memory", MEMORY),
          Map.entry("out of memory", MEMORY),
          Map.entry("unable to create native thread", THREADS));

  private OwnLimits() {}

  /**
   * The fault, if one of our own limits is behind an exception.
   *
   * @param thrown what a library threw, or null
   * @return CONNECT with a sentence that names the limit, or empty
   */
  static Optional<Fault> behind(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < 20; depth++) { // causes may go round in a circle
      Optional<String> limit = isOfPeer(cause) ? Optional.empty() : named(cause.getMessage());
      if (limit.isPresent()) {
        return Optional.of(new Fault(Reason.CONNECT, limit.get(), cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Their messages may quote what a peer sent. */
  private static boolean isOfPeer(Throwable thrown) {
    return thrown instanceof SSLException || thrown instanceof GeneralSecurityException;
  }

  private static Optional<String> named(@Nullable String message) {
    String words = String.valueOf(message).toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(entry -> words.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
