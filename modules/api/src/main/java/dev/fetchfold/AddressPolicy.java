package dev.fetchfold;

import dev.fetchfold.url.Addresses;
import java.net.InetAddress;

/**
 * Which addresses may be connected to: asked for every connection, about the very address that is
 * connected to (SEC-01). Called from any thread, must not block.
 */
@FunctionalInterface
public interface AddressPolicy {

  /**
   * Whether a connection may be made.
   *
   * @param address what a name resolved to, or a literal
   * @return false to refuse it: {@link Reason#FORBIDDEN_ADDRESS}
   */
  boolean allows(InetAddress address);

  /**
   * Every address; the default.
   *
   * @return the policy
   */
  static AddressPolicy any() {
    return address -> true;
  }

  /**
   * For URLs from outside: no loopback, private, shared, link-local, unique-local, multicast,
   * unspecified, reserved or documentation address, nor their IPv4-mapped, 6to4 and NAT64 forms.
   *
   * @return the policy
   */
  static AddressPolicy publicOnly() {
    return Addresses::isPublic;
  }
}
