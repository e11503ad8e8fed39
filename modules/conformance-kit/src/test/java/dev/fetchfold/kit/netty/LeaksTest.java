package dev.fetchfold.kit.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeaksTest {
  @Test
  void whatNobodyReleasedIsFound() {
    try (Leaks leaks = Leaks.watch()) {
      ByteBufAllocator.DEFAULT.buffer(8).touch("lost");
      List<String> found = leaks.found();
      while (found.isEmpty()) {
        found = leaks.found();
      }
      assertTrue(found.get(0).contains("lost"), found::toString);
    }
  }

  @Test
  void whatIsReleasedIsNot() {
    try (Leaks leaks = Leaks.watch()) {
      ByteBufAllocator.DEFAULT.buffer(8).touch("kept").release();
      assertEquals(List.of(), leaks.found());
    }
  }
}
