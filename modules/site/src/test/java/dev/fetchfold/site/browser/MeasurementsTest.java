package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures: dots beside their names, the noise behind them, and what they do not say. */
class MeasurementsTest extends SampleSiteTests {
  private static final String TEXT = "return document.querySelector('main').innerText;";

  @ParameterizedTest
  @ValueSource(ints = {390, 1280, 1920})
  void aDotStandsBesideTheNameOfItsEntry(int width) {
    browser.size(width, 900);
    browser.go("measurements.html");
    String apart =
        """
        const middle = element => {
          const box = element.getBoundingClientRect();
          return (box.top + box.bottom) / 2;
        };
        return [...document.querySelectorAll('#small > .multiples .plot')].flatMap(plot => {
          const names = [...plot.querySelectorAll('.who li')].map(middle);
          return [...plot.querySelectorAll('circle')].map(dot =>
              Math.min(...names.map(name => Math.abs(name - middle(dot)))));
        });
        """;
    List<?> distances = browser.ask(List.class, apart);
    assertTrue(distances.size() > 30, distances::toString);
    for (Object distance : distances) {
      assertTrue(Double.parseDouble(distance.toString()) <= 1, distances::toString);
    }
  }

  @Test
  void theBandReachesFromOneOfTheEqualEntriesToTheOther() {
    browser.size(1280, 900);
    browser.go("measurements.html");
    String ends =
        """
        const plot = [...document.querySelectorAll('#small .chart')]
            .find(chart => chart.querySelector('b').textContent === 'CPU/fetch');
        const band = plot.querySelector('.noise').getBoundingClientRect();
        const dots = [...plot.querySelectorAll('.e-threads circle')]
            .map(dot => dot.getBoundingClientRect()).map(box => (box.left + box.right) / 2);
        return [Math.min(...dots) - band.left, Math.max(...dots) - band.right]
            .map(distance => Math.abs(distance) <= 1);
        """;
    assertEquals(List.of(true, true), browser.ask(List.class, ends));
  }

  @Test
  void whatWasNotRunIsSaidWithItsReason() {
    browser.go("measurements.html");
    String text = browser.ask(String.class, TEXT);
    assertTrue(text.contains("not run, because 10,000 in flight are 10,000 threads here"), text);
    assertTrue(text.contains("bare hc5-threads: failed, the process ended"), text);
    assertTrue(text.contains("Zero for everybody: errors."), text);
    assertTrue(text.contains("not measured"), text);
  }

  @Test
  void whatOneHasToKnowStandsBesideTheFigures() {
    browser.go("measurements.html");
    String text = browser.ask(String.class, TEXT);
    assertTrue(text.contains("at commit c0ffeec0f"), text);
    assertTrue(text.contains("./fetchfold compare --workload small"), text);
    assertTrue(text.contains("Of 3 JVMs: the true median lies"), text);
    assertTrue(text.contains("reactor: not checked at this commit"), text);
    assertTrue(text.contains("httpclient5 1.0"), text);
    assertTrue(text.contains("There is no score and no winner."), text);
    assertFalse(text.contains("busy"), text);
  }

  @Test
  void anEarlierRecordingHasAPageOfItsOwn() {
    browser.go("measurements.html");
    browser.click("a[href='measurements/earlier.html']");
    assertTrue(browser.ask(String.class, TEXT).contains("Recorded 2025-01-01"));
    browser.click("a[href='../measurements.html']");
    assertTrue(browser.ask(String.class, TEXT).contains("Recorded 2026-01-01"));
  }

  @Test
  void withoutARecordingThePageSaysHowOneIsMade() {
    try (Browser empty = Browser.open(SampleSite.empty())) {
      empty.size(1280, 900);
      empty.go("measurements.html");
      String text = empty.ask(String.class, TEXT);
      assertTrue(text.contains("Nothing is recorded yet."), text);
      assertTrue(text.contains("./fetchfold compare --full --record"), text);
      assertTrue(text.contains("There is no score and no winner."), text);
      assertEquals(0L, empty.ask(Long.class, "return document.querySelectorAll('svg').length;"));
      empty.go("faults.html");
      assertTrue(empty.ask(String.class, TEXT).contains("Not recorded yet"));
      empty.go("matrix.html");
      assertTrue(empty.ask(String.class, TEXT).contains("No results were recorded"));
    }
  }
}
