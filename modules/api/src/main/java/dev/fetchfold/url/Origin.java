package dev.fetchfold.url;

/**
 * Scheme, host and port (RFC 9110 §4.3.1): what {@code maxPerOrigin} counts by.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case and ASCII; an IPv6 literal without brackets
 * @param port 1 to 65535, the scheme's default made explicit
 */
public record Origin(String scheme, String host, int port) {

  /**
   * Whether connections are made with TLS.
   *
   * @return true for https
   */
  public boolean secure() {
    return scheme.equals("https");
  }

  /**
   * The value of the Host field: the port only where it is not the scheme's default.
   *
   * @return host, or host:port; an IPv6 literal in brackets
   */
  public String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure() ? 443 : 80) ? name : name + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
