package dev.fetchfold.agreement;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A declared difference: what these engines make of a reply, since their client library does, where
 * the others or the expectation say otherwise.
 *
 * @param id of the reply
 * @param engines by name; one that is not on the class path is not looked for
 * @param behaviour as {@link Behaviour} prints it
 * @param why the reason, for people
 */
record Difference(String id, Set<String> engines, String behaviour, String why) {

  static List<Difference> all() {
    return Data.lines("corpus/differences.jsonl").map(Difference::of).toList();
  }

  boolean covers(String engine, Behaviour seen) {
    return engines.contains(engine) && behaviour.equals(seen.toString());
  }

  private static Difference of(JsonObject json) {
    Set<String> engines =
        json.getJsonArray("engines").stream().map(String.class::cast).collect(Collectors.toSet());
    return new Difference(
        json.getString("id"), engines, json.getString("behaviour"), json.getString("why"));
  }
}
