package dev.fetchfold;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Turns host names into addresses, once per connection. May block: it is never called on a thread
 * that must not. What it throws becomes the failure of the target (FOLD-02).
 */
@FunctionalInterface
public interface HostResolver {

  /**
   * The addresses of a host.
   *
   * @param host a name in ASCII, or an IP literal without brackets
   * @return one address or more, in the order in which they are tried (CONN-03)
   * @throws UnknownHostException if it has none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /**
   * The JDK's own, with its cache.
   *
   * @return the resolver
   */
  static HostResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
