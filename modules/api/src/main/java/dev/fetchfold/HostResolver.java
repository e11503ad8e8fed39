package dev.fetchfold;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns host names into addresses, once per connection. May block: it is never called on a thread
 * that must not. What it throws becomes the failure of the target (FOLD-02): {@link
 * Reason#UNKNOWN_HOST}, which is retried only where it is a {@link TemporaryFailure}.
 */
@FunctionalInterface
public interface HostResolver {

  /**
   * A host cannot be looked up for the moment: its servers do not answer, or say that they cannot.
   * Retried as {@link Reason#CONNECT} is (RETRY-02). A host that does not exist is a plain {@link
   * UnknownHostException}.
   */
  final class TemporaryFailure extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message for people
     */
    public TemporaryFailure(String message) {
      super(message);
    }
  }

  /**
   * The addresses of a host.
   *
   * @param host a name in ASCII, or an IP literal without brackets
   * @return one address or more, in the order in which they are tried (CONN-03)
   * @throws TemporaryFailure if that cannot be known for the moment
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /**
   * The JDK's own, with its cache.
   *
   * <p>The JDK tells a temporary failure by the message of its exception only, which is the C
   * library's: what is known are glibc's and musl's in English, and Windows'. And it remembers a
   * failure, for ten seconds unless the security property {@code networkaddress.cache.negative.ttl}
   * says otherwise: a retry that comes sooner is told of the same failure, as one that is final.
   *
   * @return the resolver
   */
  static HostResolver system() {
    return SystemResolver::resolve;
  }
}
