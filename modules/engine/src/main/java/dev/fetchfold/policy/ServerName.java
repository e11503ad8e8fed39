package dev.fetchfold.policy;

import dev.fetchfold.url.Origin;
import dev.fetchfold.url.Urls;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/**
 * What a host is called in a TLS handshake, and which certificates are for it (SEC-02). An address
 * is not announced (RFC 6066 §3); a name is, without the dot at its end.
 *
 * @param host as {@link Origin#host()} has it, without a dot at its end
 */
public record ServerName(String host) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

  /** RFC 3986 §3.2.2: whatever else of digits and dots is a name, as for {@link Urls}. */
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?[0-9]+");

  /**
   * The name of a host.
   *
   * @param host as {@link Origin#host()} has it
   * @return its name
   */
  public static ServerName of(String host) {
    return new ServerName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
  }

  /**
   * What the client hello announces.
   *
   * @return the name; empty for an address
   */
  public Optional<SNIServerName> announced() {
    return isAddress() ? Optional.empty() : Optional.of(new HostName(host));
  }

  /**
   * As {@link SNIHostName}, which takes no name that breaks RFC 1123, such as one with underscores.
   */
  private static final class HostName extends SNIServerName {
    HostName(String host) {
      super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * Whether the JDK's own verification is for this host: it refuses names that break RFC 1123, and
   * reads some names as addresses, {@code 127.1} for one.
   *
   * @return false if {@link #isOneOf} has to decide
   */
  public boolean isVerifiedByJdk() {
    return isAddress() || (isConventional() && !NUMBER_LAST.matcher(host).matches());
  }

  /**
   * Whether one of a certificate's names is this one, by RFC 9525 §6.3: without regard to case; a
   * wildcard is the whole left-most label and stands for one label. One with fewer than two labels
   * behind it is for nobody.
   *
   * @param names its subject alternative names of the type dNSName
   * @return true if one of them is
   */
  public boolean isOneOf(Collection<String> names) {
    return names.stream().filter(ServerName::isAscii).anyMatch(this::is);
  }

  private boolean is(String name) {
    if (!name.startsWith("*.")) {
      return name.equalsIgnoreCase(host);
    }
    String parent = name.substring(1);
    int dot = host.indexOf('.');
    return parent.indexOf('.', 1) > 0 && dot > 0 && parent.equalsIgnoreCase(host.substring(dot));
  }

  /** Where it is not, characters that are different letters may be equal without their case. */
  private static boolean isAscii(String name) {
    return name.chars().allMatch(c -> c < 0x80);
  }

  private boolean isAddress() {
    return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
  }

  private boolean isConventional() {
    try {
      return new SNIHostName(host).getAsciiName().equals(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
