package dev.fetchfold.kit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fetchfold.kit.Complaints;
import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Selection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a small heap the kit judges even a fetcher that takes whatever a source yields (K9). */
class SmallHeapTest {
  private static final String TAKES = "the fetcher takes without end";
  private static final String OUT = "OutOfMemoryError";

  @Test
  @Timeout(600)
  void aFetcherThatTakesWithoutEndIsFoundOut() throws Exception {
    List<String> said = Complaints.of(Judged.class, List.of("-Xmx256m"), TAKES, OUT);
    assertFalse(said.isEmpty());
    assertEquals(List.of(), said.stream().filter(line -> !line.contains(TAKES)).toList());
  }

  /** What the JVM of its own does: the checks with sources that do not end by themselves. */
  static final class Judged {
    private Judged() {}

    public static void main(String[] arguments) {
      Selection endless =
          new Selection(
              List.of("BATCH-*", "BOUND-09", "BOUND-10", "DEMAND-*", "TIME-04"), List.of());
      Options options = new Options(16, Duration.ofSeconds(20));
      new Conformance(ReferenceSubject.with(Fault.TAKES_WITHOUT_END), endless, options)
          .run().stream()
              .filter(result -> result.state().isBad())
              .map(Result::message)
              .forEach(System.out::println);
      System.exit(0); // whatever threads a broken fetcher may have left
    }
  }
}
