package dev.fetchfold.kit.naive;

import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What became of a rule, and how.
 *
 * @param state the state's word in the results file
 * @param how the check, and what was expected and seen; empty if nothing was wrong
 */
record Finding(String state, String how) {
  private static final int LONGEST = 160;
  private static final String HANGS = "it waits in ";
  private static final String NOT_OFFERED = "UnsupportedOperationException: not offered";
  private static final List<String> WORST_FIRST =
      List.of("fail", "error", "timeout", "pass", "not offered", "untestable");

  static Finding of(JsonNode result) {
    if (result.path("observed").stringValue("").contains(NOT_OFFERED)) {
      return new Finding("not offered", "");
    }
    String state = result.get("state").stringValue();
    String expected = line(result.path("expected").stringValue(""));
    return expected.isEmpty()
        ? new Finding(state, "")
        : new Finding(state, result.get("check").stringValue() + ": " + how(result, expected));
  }

  private static String how(JsonNode result, String expected) {
    String observed = line(result.path("observed").stringValue(""));
    return observed.startsWith(HANGS)
        ? "waits for ever in "
            + observed.substring(HANGS.length()).replaceFirst(", called by.*", "")
        : "expected " + expected + "; seen: " + observed;
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
            .replaceAll("\\p{Cntrl}", "�")
            .replaceAll("(?<=[\\w.]:|port |probe-)\\d{4,5}\\b", "…")
            .replaceAll("@[0-9a-f]{5,}", "")
            .replaceAll("PT[\\d.]+S", "some time");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
