package dev.fetchfold.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
  private static final FetcherConfig DEFAULTS = FetcherConfig.defaults();

  @ParameterizedTest
  @CsvSource({"1, 1024", "256, 1024", "257, 1028", "1000, 4000", "2147483647, 2147483647"})
  void isInProportion(int maxConcurrency, int window) {
    FetcherConfig config = DEFAULTS.maxConcurrency(maxConcurrency);
    assertEquals(window, Windows.of(config));
    assertEquals(3, Windows.of(config.defaultWindow(3)));
  }

  @Test
  void isTheBatchsOwnWhereItHasOne() {
    FetcherConfig config = DEFAULTS.defaultWindow(7);
    Batch batch = Batch.of();
    assertEquals(1024, Windows.of(DEFAULTS, batch));
    assertEquals(7, Windows.of(config, batch));
    assertEquals(9, Windows.of(config, batch.window(9)));
    assertEquals(5, Windows.of(config, batch.window(5)));
  }
}
