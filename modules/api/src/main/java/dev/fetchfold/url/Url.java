package dev.fetchfold.url;

import java.net.URI;
import java.util.Optional;

/**
 * An http or https URL, parsed by us (BATCH-05): {@link java.net.URI} has no host for {@code
 * http://my_service/}.
 *
 * @param origin scheme, host and port
 * @param path the request target (RFC 9112 §3.2.1): path and query in ASCII, beginning with a slash
 * @param fragment what follows the number sign, never sent
 */
public record Url(Origin origin, String path, Optional<String> fragment) {

  /**
   * The URL as a URI.
   *
   * @return an absolute URI, fragment included
   */
  public URI toUri() {
    return URI.create(origin + path + fragment.map(text -> "#" + text).orElse(""));
  }

  /** Without its query, which may carry a credential (SEC-04). */
  @Override
  public String toString() {
    return Urls.redact(origin + path);
  }
}
