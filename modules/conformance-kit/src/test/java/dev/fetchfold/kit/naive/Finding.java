package dev.fetchfold.kit.naive;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What became of a rule, and the first sentence of how.
 *
 * @param state the state's word in the results file
 * @param how what was expected and seen; empty if nothing was wrong
 */
record Finding(String state, String how) {
  private static final int LONGEST = 240;
  private static final List<String> WORST_FIRST =
      List.of("fail", "error", "timeout", "pass", "not offered", "untestable");

  static Finding of(JsonNode result) {
    String state = result.get("state").stringValue();
    String expected = line(result.path("expected").stringValue(""));
    String observed = line(result.path("observed").stringValue(""));
    return new Finding(state, expected.isEmpty() ? "" : expected + "; but " + observed);
  }

  /** Of the findings of a rule's checks: one that is broken breaks it, as reported first. */
  static Finding worst(List<Finding> all) {
    return all.stream()
        .min(Comparator.comparingInt(finding -> WORST_FIRST.indexOf(finding.state())))
        .orElseThrow();
  }

  /** One line without what differs from run to run: ports, object ids, durations. */
  private static String line(String text) {
    String plain =
        text.replaceAll("\\s+", " ")
            .replaceAll("(?<=127\\.0\\.0\\.1:|localhost:)\\d+", "port")
            .replaceAll("@[0-9a-f]{5,}", "")
            .replaceAll("PT[\\d.]+S", "some time");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
