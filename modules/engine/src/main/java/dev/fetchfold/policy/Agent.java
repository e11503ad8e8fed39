package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Who we say we are: {@code User-Agent: fetchfold/<version>} (OUT-07). */
final class Agent {
  static final Headers.Field FIELD = new Headers.Field("User-Agent", "fetchfold/" + version());

  private Agent() {}

  private static String version() {
    Properties properties = new Properties();
    try (InputStream file = Agent.class.getResourceAsStream("version.properties")) {
      properties.load(Objects.requireNonNull(file, "version.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Objects.requireNonNull(properties.getProperty("version"), "version");
  }
}
