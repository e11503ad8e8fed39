package dev.fetchfold.support;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.policy.WireFaults;
import java.net.InetAddress;
import java.util.List;

/** Asks the configured resolver and address policy, whatever they throw (FOLD-02). */
public final class LookUp {
  private LookUp() {}

  /**
   * The addresses of a host to connect to. Blocks as long as the resolver does.
   *
   * @param config for resolver and address policy
   * @param host a name or a literal, which is judged too (SEC-01)
   * @return one or more, in the resolver's order
   * @throws FaultException if there is none
   */
  public static List<InetAddress> allowed(FetcherConfig config, String host) throws FaultException {
    List<InetAddress> found;
    try {
      found = List.copyOf(config.resolver().resolve(host));
    } catch (Throwable thrown) {
      throw new FaultException(WireFaults.unresolved(thrown));
    }
    if (found.isEmpty()) {
      throw new FaultException(WireFaults.unresolved(null));
    }
    List<InetAddress> allowed;
    try {
      allowed = found.stream().filter(config.addresses()::allows).toList();
    } catch (Throwable thrown) { // a policy that fails allows nothing
      throw new FaultException(WireFaults.forbidden(thrown));
    }
    if (allowed.isEmpty()) {
      throw new FaultException(WireFaults.forbidden(null));
    }
    return allowed;
  }
}
