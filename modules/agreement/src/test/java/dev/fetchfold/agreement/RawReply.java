package dev.fetchfold.agreement;

import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reply of the corpus, byte for byte.
 *
 * @param id never changes
 * @param script writes the bytes, and does with the connection what follows them
 * @param allowed everything a client may make of it
 * @param note how the bytes came to be odd
 */
record RawReply(String id, Script script, List<Behaviour> allowed, String note) {

  /** The corpus, in its own order. */
  static List<RawReply> all() {
    return Data.lines("corpus/responses.jsonl").map(RawReply::of).toList();
  }

  private static RawReply of(JsonObject json) {
    return new RawReply(
        json.getString("id"),
        Script.raw(decoded(json.getString("raw_b64")), after(json.getString("action"))),
        allowed(json.getJsonObject("expect")).toList(),
        json.getString("note"));
  }

  private static After after(String action) {
    return switch (action) {
      case "close" -> After.CLOSE;
      case "keep" -> After.HANG;
      case "rst" -> After.RESET;
      default -> throw new IllegalArgumentException("no such action: " + action);
    };
  }

  private static Stream<Behaviour> allowed(JsonObject expect) {
    return switch (expect.getString("kind")) {
      case "error" -> Stream.of(new Behaviour.Refused());
      case "response" -> Stream.of(answered(expect));
      case "either" ->
          expect.getJsonArray("allow").stream().flatMap(each -> allowed((JsonObject) each));
      default -> throw new IllegalArgumentException("no such expectation: " + expect);
    };
  }

  private static Behaviour answered(JsonObject response) {
    return Behaviour.answered(
        response.getInteger("status"), decoded(response.getString("body_b64")));
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}
