package dev.fetchfold.agreement;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Data of the tests: a JSON object per line. */
final class Data {
  private Data() {}

  static Stream<JsonObject> lines(String resource) {
    return text(resource).lines().filter(line -> !line.isBlank()).map(JsonObject::new);
  }

  private static String text(String resource) {
    try (InputStream stream = Data.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no such resource: " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
