package dev.fetchfold.url;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are public, by the IANA special-purpose registries (SEC-01): <a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>.
 *
 * <p>Of IPv6 only what has been given out, 2000::/3, can be public, so that a block that is
 * reserved tomorrow is refused today. An address that carries an IPv4 address inside is what that
 * one is: a gateway or the system itself would go there.
 */
public final class Addresses {
  private static final List<Block> IPV4_SPECIAL =
      Block.of(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared, behind carriers' NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, the metadata services of clouds among them
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4, deprecated
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, and broadcast

  private static final List<Block> IPV6_GIVEN_OUT = Block.of("2000::/3");

  private static final List<Block> IPV6_SPECIAL =
      Block.of(
          "2001::/23", // protocol assignments
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private static final List<Block> PUBLIC_WITHIN_SPECIAL =
      Block.of(
          "192.0.0.9/32", // port control anycast
          "192.0.0.10/32", // TURN anycast
          "2001:1::1/128", // port control anycast
          "2001:1::2/128", // TURN anycast
          "2001:1::3/128", // DNS-SD service registration anycast
          "2001:3::/32", // AMT
          "2001:4:112::/48", // AS112
          "2001:20::/28", // ORCHIDv2
          "2001:30::/28"); // drone remote identification

  private static final List<Block> NAT64 = Block.of("64:ff9b::/96");
  private static final List<Block> SIX_TO_FOUR = Block.of("2002::/16");
  private static final List<Block> TEREDO = Block.of("2001::/32");

  /** The first 96 bits of ::ffff:0:0/96, which the JDK would parse as an IPv4 address. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

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
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? isPublicIpv4(bytes) : isPublicIpv6(bytes);
  }

  private static boolean isPublicIpv4(byte[] address) {
    return !isSpecial(IPV4_SPECIAL, address);
  }

  private static boolean isPublicIpv6(byte[] address) {
    if (isMapped(address) || Block.anyHas(NAT64, address)) {
      return isPublicIpv4(ipv4(address, 12));
    }
    if (Block.anyHas(SIX_TO_FOUR, address)) {
      return isPublicIpv4(ipv4(address, 2));
    }
    if (Block.anyHas(TEREDO, address)) {
      return isPublicTeredo(address);
    }
    return Block.anyHas(IPV6_GIVEN_OUT, address) && !isSpecial(IPV6_SPECIAL, address);
  }

  /** Its server, and its client with every bit inverted (RFC 4380 §4). */
  private static boolean isPublicTeredo(byte[] address) {
    byte[] client = ipv4(address, 12);
    for (int i = 0; i < client.length; i++) {
      client[i] = (byte) ~client[i];
    }
    return isPublicIpv4(ipv4(address, 4)) && isPublicIpv4(client);
  }

  private static boolean isMapped(byte[] address) {
    return Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
  }

  private static boolean isSpecial(List<Block> special, byte[] address) {
    return Block.anyHas(special, address) && !Block.anyHas(PUBLIC_WITHIN_SPECIAL, address);
  }

  private static byte[] ipv4(byte[] address, int from) {
    return Arrays.copyOfRange(address, from, from + 4);
  }
}
