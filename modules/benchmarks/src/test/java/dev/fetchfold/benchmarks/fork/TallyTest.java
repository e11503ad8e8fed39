package dev.fetchfold.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted is all that was asked for. */
class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void aBatchThatEndsEarlyIsNoFigure() {
    tally.answer(Workload.SMALL.ask(0, List.of("http://127.0.0.1:1")), 200);
    assertDoesNotThrow(() -> tally.expect(1));
    IOException thrown = assertThrows(IOException.class, () -> tally.expect(2));
    assertEquals("1 outcomes were counted, expected 2", thrown.getMessage());
  }
}
