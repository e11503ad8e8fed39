package dev.fetchfold.site.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fetchfold.site.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Markers come in pairs. */
class RegionTest {
  private static final String ADMIT = "  // @start region=\"admit\"";
  private static final String END = "  // @end";

  @Test
  void aRegionIsWhatStandsBetweenItsMarkers() {
    List<Region> regions = Region.of("A.java", List.of("a", ADMIT, "b", "c", END, "d"));
    assertEquals(List.of(new Region("admit", 3, 4)), regions);
    assertEquals(2, regions.getFirst().size());
  }

  @Test
  void aStartWithoutAnEndIsNamed() {
    assertEquals("A.java:2: the region \"admit\" has no // @end", refusal("a", ADMIT, "b"));
  }

  @Test
  void anEndWithoutAStartIsNamed() {
    assertEquals("A.java:1: an @end without a @start", refusal(END));
  }

  @Test
  void regionsDoNotNest() {
    assertEquals(
        "A.java:2: a region begins inside \"admit\"",
        refusal(ADMIT, "// @start region=\"decide\"", END, END));
  }

  private static String refusal(String... lines) {
    return String.valueOf(
        assertThrows(Refused.class, () -> Region.of("A.java", List.of(lines))).getMessage());
  }
}
