package dev.fetchfold.agreement.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.End;
import dev.fetchfold.Failure;
import dev.fetchfold.Meta;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge of a run sees what it is there to see. */
class AuditTest {
  private final Faults faults = new Faults();
  private final Audit audit = new Audit("run", 2, 1, faults);

  @Test
  void oneRightOutcomeEach() {
    audit.step(outcome(0, Task.RESET, Reason.DISCONNECTED));
    audit.step(outcome(1, Task.STALL, Reason.TIMEOUT));
    audit.finish(End.EXHAUSTED);
    assertEquals(List.of(), faults.sentences());
  }

  @Test
  void anOutcomeThatIsMissing() {
    audit.step(outcome(1, Task.STALL, Reason.TIMEOUT));
    audit.finish(End.EXHAUSTED);
    assertEquals(List.of("run, outcomes: expected 2, was 1"), faults.sentences());
  }

  @Test
  void anOutcomeThatComesTwice() {
    audit.step(outcome(1, Task.STALL, Reason.TIMEOUT));
    audit.step(outcome(1, Task.STALL, Reason.TIMEOUT));
    assertEquals(List.of("run: a second outcome of target 1"), faults.sentences());
  }

  @Test
  void anOutcomeOfAnotherKind() {
    Outcome outcome = outcome(0, Task.RESET, Reason.TIMEOUT);
    audit.step(outcome);
    assertEquals(List.of("run: RESET ended in " + outcome), faults.sentences());
  }

  @Test
  void stepsAfterTheCancel() {
    audit.noteCancelled();
    audit.step(outcome(0, Task.RESET, Reason.DISCONNECTED));
    assertEquals(List.of(), faults.sentences());
    audit.step(outcome(1, Task.STALL, Reason.TIMEOUT));
    assertEquals(
        List.of("run: a further step came after the cancel had returned"), faults.sentences());
  }

  private static Outcome outcome(int index, Task task, Reason reason) {
    Meta meta = Meta.builder(index, task.target("http://o.soak", index)).attempts(1).build();
    return Failure.builder(meta, reason, "as drawn").build();
  }
}
