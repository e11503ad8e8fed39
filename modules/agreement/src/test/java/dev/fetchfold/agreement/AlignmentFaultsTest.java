package dev.fetchfold.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * An engine that is aligned, with one thing changed: the alignment test has one sentence for it.
 */
class AlignmentFaultsTest {
  private static final EngineSources ALIGNED =
      EngineSources.all().stream()
          .filter(engine -> engine.engine().equals("virtual"))
          .findFirst()
          .orElseThrow();

  @Test
  void unchangedItHasNoFault() {
    assertEquals(List.of(), Alignment.faults(ALIGNED));
  }

  @Test
  void aRegionRemoved() {
    expect(
        "Delivery.java: has the regions [deliver], expected [deliver, cancel]",
        change(
            "Delivery.java",
            text ->
                text.replace("  // @start region=\"cancel\"\n", "")
                    .replaceFirst("(?s)  // @end\n(?!.*// @end)", "")));
  }

  @Test
  void aRegionDoubled() {
    expect(
        "Admission.java: has the regions [admit, admit], expected [admit]",
        change(
            "Admission.java",
            text ->
                text.replaceFirst(
                    "  // @start region", "  // @start region=\"admit\"\n  // @end\n$0")));
  }

  @Test
  void regionsOutOfOrder() {
    expect(
        "Attempts.java: has the regions [time-out, decide], expected [decide, time-out]",
        change(
            "Attempts.java",
            text ->
                text.replaceFirst(
                    "(?s)(  // @start region=\"decide\".*?// @end\n)"
                        + "(.*?)"
                        + "(  // @start region=\"time-out\".*?// @end\n)",
                    "$3$2$1")));
  }

  @Test
  void aRegionThatDoesNotEnd() {
    expect(
        "Exchange.java: region exchange does not end",
        change("Exchange.java", text -> text.replaceFirst("  // @end\n", "")),
        "Exchange.java: expected the method send in region exchange");
  }

  @Test
  void aRuleThatNoCommentNames() {
    expect(
        "Admission.java: 0 comments say BOUND-05, expected one, where it is enforced",
        change("Admission.java", text -> text.replace("// BOUND-05", "")));
  }

  @Test
  void aRuleNamedTwice() {
    expect(
        "Admission.java: 2 comments say BOUND-05, expected one, where it is enforced",
        change("Admission.java", text -> text.replace("// BOUND-05", "// BOUND-05, BOUND-05")));
  }

  @Test
  void anotherNameForAVerb() {
    expect(
        "Exchange.java: expected the method send in region exchange",
        change("Exchange.java", text -> text.replace(" send(", " transmit(")));
  }

  @Test
  void decisionsInAnotherOrder() {
    expect(
        "Attempts.java: expected in region decide: case Decision.Deliver deliver -> …"
            + " case Decision.Send send -> …",
        change(
            "Attempts.java",
            text -> text.replace("case Decision.Send send", "case Decision.Send s")));
  }

  @Test
  void aClientThatIsKnownElsewhere() {
    expect(
        "Delivery.java: \"import org.apache.hc.\": expected in Exchange alone",
        change(
            "Delivery.java",
            text -> text.replaceFirst("(?m)^import ", "import org.apache.hc.core5.Any;\n$0")));
  }

  @Test
  void aFileTooMany() {
    expect(
        "Helper.java: is no file that every engine has; expected an entry in Shape.EXTRA_FILES",
        change("Helper.java", text -> "class Helper {}\n"));
  }

  @Test
  void aFileTooLong() {
    expect(
        "VirtualFetcherProvider.java: has 271 lines after its imports, expected at most 250",
        change("VirtualFetcherProvider.java", text -> "\n".repeat(271)));
  }

  @Test
  void aLineTooWide() {
    expect(
        "VirtualFetcherProvider.java: expected at most 100 columns: //" + "x".repeat(99),
        change("VirtualFetcherProvider.java", text -> "//" + "x".repeat(99)));
  }

  @Test
  void aQuestionWithoutAnAnswer() {
    expect(
        "package-info.java: answers [Who waits:, Who wakes:, Who owns the books:],"
            + " expected [Who waits:, Who wakes:, Who owns the books:, How cancel travels:]",
        change("package-info.java", text -> text.replace("<b>How cancel travels:</b>", "")));
  }

  private static EngineSources change(String file, UnaryOperator<String> edit) {
    String before = ALIGNED.text(file);
    String after = edit.apply(before);
    assertNotEquals(before, after, "the edit of " + file + " found nothing to change");
    Map<String, String> texts = new TreeMap<>(ALIGNED.texts());
    texts.put(file, after);
    return new EngineSources(ALIGNED.engine(), texts);
  }

  private static void expect(String first, EngineSources changed, String... further) {
    List<String> faults = new java.util.ArrayList<>();
    faults.add("virtual: " + first);
    List.of(further).forEach(each -> faults.add("virtual: " + each));
    assertEquals(faults, Alignment.faults(changed));
  }
}
