package dev.fetchfold.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** When a contestant counts as warm. */
class WarmUpTest {
  private static final long WINDOW = 200_000_000;

  @Test
  void threeWindowsThatCostAlikeAreSteady() {
    assertFalse(of(0, 50, 50).isSteady());
    assertTrue(of(0, 400, 50, 52, 54).isSteady());
    assertFalse(of(0, 400, 50, 52, 60).isSteady());
    assertEquals(List.of(400.0, 50.0), of(0, 400, 50).cpuMicros());
  }

  @Test
  void whileTheCompilerIsBusyNothingIs() {
    assertTrue(of(WINDOW / 20, 140, 140, 140).isSteady());
    assertFalse(of(WINDOW / 5, 140, 140, 140).isSteady());
  }

  private static WarmUp of(long compilingNanos, double... cpuMicros) {
    WarmUp warmUp = new WarmUp();
    DoubleStream.of(cpuMicros)
        .mapToObj(micros -> new WarmUp.Window(micros, WINDOW, compilingNanos))
        .forEach(warmUp::add);
    return warmUp;
  }
}
