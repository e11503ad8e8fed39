package dev.fetchfold.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEC-01. */
class AddressesTest {

  /** The first and the last address of each block, and its neighbours. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, false",
    "0.255.255.255, false",
    "1.0.0.0, true",
    "1.1.1.1, true",
    "8.8.8.8, true",
    "9.255.255.255, true",
    "10.0.0.0, false",
    "10.255.255.255, false",
    "11.0.0.0, true",
    "100.63.255.255, true",
    "100.64.0.0, false",
    "100.127.255.255, false",
    "100.128.0.0, true",
    "126.255.255.255, true",
    "127.0.0.0, false",
    "127.0.0.1, false",
    "127.255.255.255, false",
    "128.0.0.0, true",
    "169.253.255.255, true",
    "169.254.0.0, false",
    "169.254.169.254, false",
    "169.254.255.255, false",
    "169.255.0.0, true",
    "172.15.255.255, true",
    "172.16.0.0, false",
    "172.31.255.255, false",
    "172.32.0.0, true",
    "191.255.255.255, true",
    "192.0.0.0, false",
    "192.0.0.8, false",
    "192.0.0.9, true",
    "192.0.0.10, true",
    "192.0.0.11, false",
    "192.0.0.170, false",
    "192.0.0.255, false",
    "192.0.1.0, true",
    "192.0.2.0, false",
    "192.0.2.255, false",
    "192.0.3.0, true",
    "192.31.196.1, true",
    "192.52.193.1, true",
    "192.88.98.255, true",
    "192.88.99.0, false",
    "192.88.99.255, false",
    "192.88.100.0, true",
    "192.167.255.255, true",
    "192.168.0.0, false",
    "192.168.255.255, false",
    "192.169.0.0, true",
    "192.175.48.1, true",
    "198.17.255.255, true",
    "198.18.0.0, false",
    "198.19.255.255, false",
    "198.20.0.0, true",
    "198.51.99.255, true",
    "198.51.100.0, false",
    "198.51.100.255, false",
    "198.51.101.0, true",
    "203.0.112.255, true",
    "203.0.113.0, false",
    "203.0.113.255, false",
    "203.0.114.0, true",
    "223.255.255.255, true",
    "224.0.0.0, false",
    "239.255.255.255, false",
    "240.0.0.0, false",
    "255.255.255.254, false",
    "255.255.255.255, false"
  })
  void ipv4(String address, boolean expected) throws UnknownHostException {
    byte[] bytes = InetAddress.getByName(address).getAddress();
    assertEquals(expected, Addresses.isPublic(InetAddress.getByAddress(bytes)));
    assertEquals(expected, isPublic(embedded("00000000000000000000ffff", bytes, "")), "mapped");
    assertEquals(expected, isPublic(embedded("0064ff9b0000000000000000", bytes, "")), "NAT64");
    assertEquals(expected, isPublic(embedded("2002", bytes, "00000000000000000001")), "6to4");
    assertFalse(isPublic(embedded("000000000000000000000000", bytes, "")), "compatible");
    assertFalse(isPublic(embedded("0064ff9b0001000000000000", bytes, "")), "local NAT64");
    byte[] inverted = new byte[4];
    for (int i = 0; i < 4; i++) {
      inverted[i] = (byte) ~bytes[i];
    }
    assertEquals(expected, isPublic(embedded("2001000008080808" + "00000000", inverted, "")));
    assertEquals(expected, isPublic(embedded("20010000", bytes, "00000000" + "f7f7f7f7")));
  }

  @ParameterizedTest
  @CsvSource({
    "::, false",
    "::1, false",
    "::2, false",
    "64:ff9b:1::1, false",
    "64:ff9a:ffff::1, false",
    "100::, false",
    "100:0:0:1::, false",
    "1fff:ffff::, false",
    "2000::, true",
    "2001:1::, false",
    "2001:1::1, true",
    "2001:1::2, true",
    "2001:1::3, true",
    "2001:1::4, false",
    "2001:2::, false",
    "2001:3::1, true",
    "2001:4:111::, false",
    "2001:4:112::, true",
    "2001:4:113::, false",
    "2001:10::, false",
    "2001:1f::, false",
    "2001:20::, true",
    "2001:2f::, true",
    "2001:30::, true",
    "2001:3f::, true",
    "2001:40::, false",
    "2001:1ff:ffff::, false",
    "2001:200::, true",
    "2001:db7:ffff::, true",
    "2001:db8::, false",
    "2001:db8:ffff::, false",
    "2001:db9::, true",
    "2606:4700:4700::1111, true",
    "2620:4f:8000::1, true",
    "3ffe:ffff::, true",
    "3fff::, false",
    "3fff:fff::, false",
    "3fff:1000::, true",
    "4000::, false",
    "5f00::, false",
    "fbff::, false",
    "fc00::, false",
    "fdff::, false",
    "fe7f::, false",
    "fe80::1, false",
    "febf::, false",
    "fec0::, false",
    "ff00::, false",
    "ff02::1, false",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, false"
  })
  void ipv6(String address, boolean expected) throws UnknownHostException {
    assertEquals(expected, Addresses.isPublic(InetAddress.getByName(address)));
  }

  @Test
  void looksThroughAZone() throws UnknownHostException {
    byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
    assertFalse(Addresses.isPublic(Inet6Address.getByAddress("x", linkLocal, 1)));
  }

  /** What the JDK itself knows of is never public; the rest of 2000::/3 and IPv4 mostly is. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void agreesWithWhatTheJdkKnows(long seed) throws UnknownHostException {
    Random random = new Random(seed);
    int publics = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(bytes);
      InetAddress address = InetAddress.getByAddress(bytes);
      boolean isPublic = Addresses.isPublic(address);
      publics += isPublic ? 1 : 0;
      assertFalse(isPublic && isKnownToTheJdk(address), address::toString);
    }
    assertTrue(publics > 5_000);
  }

  private static boolean isKnownToTheJdk(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }

  private static boolean isPublic(byte[] address) throws UnknownHostException {
    return Addresses.isPublic(Inet6Address.getByAddress(null, address, -1));
  }

  private static byte[] embedded(String before, byte[] ipv4, String after) {
    java.util.HexFormat hex = java.util.HexFormat.of();
    return hex.parseHex(before + hex.formatHex(ipv4) + after);
  }
}
