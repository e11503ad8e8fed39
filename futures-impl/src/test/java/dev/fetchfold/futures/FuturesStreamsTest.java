package dev.fetchfold.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.streams.OutcomePublisherVerification;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DEMAND-04: the publisher passes the Reactive Streams TCK. */
class FuturesStreamsTest {

  /** Instantiated by the TCK. */
  public static class Verification extends OutcomePublisherVerification {
    public Verification() {
      super(FuturesFetcher.open(), FuturesFetcher.open());
    }
  }

  @Test
  void thePublisherPassesTheTck() {
    assertEquals(List.of(), OutcomePublisherVerification.failures(Verification.class));
  }
}
