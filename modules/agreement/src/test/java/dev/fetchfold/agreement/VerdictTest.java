package dev.fetchfold.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Reason;
import dev.fetchfold.origin.Script;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Behaviour OK = new Behaviour.Answered(200, "ok");
  private static final Behaviour ERROR = new Behaviour.Refused();
  private static final RawReply EITHER = reply(OK, ERROR);

  @Test
  void agreementOnWhatIsAllowedIsNoFault() {
    assertEquals(List.of(), faults(EITHER, Map.of("a", OK, "b", OK)));
  }

  @Test
  void whatIsNotAllowedIsAFaultThoughAllAgree() {
    assertEquals(
        List.of(
            "x (odd): a makes error of it, expected [200 \"ok\"]",
            "x (odd): b makes error of it, expected [200 \"ok\"]"),
        faults(reply(OK), Map.of("a", ERROR, "b", ERROR)));
  }

  @Test
  void disagreementIsAFaultThoughBothAreAllowed() {
    assertEquals(
        List.of("x (odd): the engines disagree: {200 \"ok\"=[a], error=[b, c]}"),
        faults(EITHER, Map.of("a", OK, "b", ERROR, "c", ERROR)));
  }

  @Test
  void hangingIsNeverAllowed() {
    assertEquals(
        List.of("x (odd): a makes hangs (TIMEOUT) of it, expected [200 \"ok\", error]"),
        faults(EITHER, Map.of("a", new Behaviour.Hung(Reason.TIMEOUT))));
  }

  @Test
  void aDeclaredDifferenceIsNoFault() {
    assertEquals(List.of(), faults(EITHER, Map.of("a", OK, "b", ERROR), declared("b", "error")));
  }

  @Test
  void aDeclarationThatHasBecomeWrongIsAFault() {
    assertEquals(
        List.of("x (odd): b is declared to make error of it, and makes 200 \"ok\""),
        faults(EITHER, Map.of("a", OK, "b", OK), declared("b", "error")));
  }

  @Test
  void aDeclarationOfWhatOthersDoAsWellIsAFault() {
    assertEquals(
        List.of("x (odd): b is declared to make error of it, as others do"),
        faults(EITHER, Map.of("a", ERROR, "b", ERROR), declared("b", "error")));
  }

  @Test
  void aDeclarationOfWhatIsNotAllowedIsNoFaultThoughOthersDoItAsWell() {
    assertEquals(
        List.of("x (odd): a makes error of it, expected [200 \"ok\"]"),
        faults(reply(OK), Map.of("a", ERROR, "b", ERROR), declared("b", "error")));
  }

  @Test
  void anEngineThatIsNotHereIsNotLookedFor() {
    assertEquals(List.of(), faults(EITHER, Map.of("a", OK), declared("z", "error")));
  }

  private static Difference declared(String engine, String behaviour) {
    return new Difference("x", Set.of(engine), behaviour, "its parser");
  }

  private static RawReply reply(Behaviour... allowed) {
    return new RawReply("x", Script.hang(), List.of(allowed), "odd");
  }

  private static List<String> faults(
      RawReply reply, Map<String, Behaviour> seen, Difference... declared) {
    return new Verdict(reply, seen, List.of(declared)).faults();
  }
}
