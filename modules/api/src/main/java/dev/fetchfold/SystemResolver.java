package dev.fetchfold;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the JDK says of a host, and of a failure that is temporary. */
final class SystemResolver {
  private SystemResolver() {}

  static List<InetAddress> resolve(String host) throws UnknownHostException {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException e) {
      throw told(host, e);
    }
  }

  /**
   * EAI_AGAIN, as C libraries put it into words: glibc "Temporary failure in name resolution", musl
   * "Try again", Windows "This is usually a temporary error during hostname resolution …". The host
   * is in the message too, and may be called anything.
   */
  static UnknownHostException told(String host, UnknownHostException thrown) {
    String message = Objects.requireNonNullElse(thrown.getMessage(), "");
    String words = message.replace(host, "").toLowerCase(Locale.ROOT);
    boolean temporary = words.contains("temporary") || words.contains("try again");
    return temporary ? new HostResolver.TemporaryFailure(message) : thrown;
  }
}
