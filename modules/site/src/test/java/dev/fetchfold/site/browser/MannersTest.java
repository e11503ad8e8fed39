package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What holds for every page: it asks nobody, complains of nothing, moves nothing, leaves out none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MannersTest {
  private Browser browser;

  @BeforeAll
  void open() {
    browser = Browser.open(SampleSite.write());
  }

  @AfterAll
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void nothingIsRequestedFromElsewhereAndTheConsoleIsQuiet() {
    browser.size(1280, 900);
    for (String page : Everything.PAGES) {
      browser.go(page);
      assertEquals(List.of(), browser.console(), page);
      assertEquals(List.of(), browser.strangers(), page);
    }
  }

  @Test
  void thePolicyRefusesWhatIsNotOfThePage() {
    browser.go("index.html");
    String violations =
        """
        const done = arguments[arguments.length - 1];
        const seen = [];
        addEventListener('securitypolicyviolation', event => {
          seen.push(event.effectiveDirective);
          if (seen.length === 2) done(seen.sort().join());
        });
        const image = new Image();
        image.src = 'http://127.0.0.1:9/image.png';
        const script = document.createElement('script');
        script.textContent = 'document.title = "changed"';
        document.head.append(script);
        """;
    assertEquals("img-src,script-src-elem", browser.driver().executeAsyncScript(violations));
    browser.console();
    browser.strangers();
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "390,dark"})
  void axeFindsNoViolation(int width, String scheme) {
    browser.size(width, 900);
    browser.scheme(scheme);
    for (String page : Everything.PAGES) {
      browser.go(page);
      Results results = new AxeBuilder().analyze(browser.driver());
      assertTrue(results.violationFree(), () -> page + ": " + said(results.getViolations()));
    }
    browser.scheme("light");
  }

  private static String said(List<Rule> violations) {
    StringBuilder text = new StringBuilder();
    for (Rule rule : violations) {
      text.append('\n').append(rule.getId()).append(": ").append(rule.getHelp());
      rule.getNodes().stream()
          .limit(5)
          .forEach(node -> text.append("\n  ").append(node.getTarget()).append(node.getHtml()));
    }
    return text.toString();
  }

  @Test
  void nothingMovesWhileAPageLoads() {
    String shifts =
        """
        const done = arguments[arguments.length - 1];
        const observer = new PerformanceObserver(() => {});
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() =>
          done(observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0))));
        """;
    for (int width : List.of(390, 1280, 1920)) {
      browser.size(width, 900);
      for (String page : Everything.PAGES) {
        browser.go(page);
        Object sum = browser.driver().executeAsyncScript(shifts);
        assertEquals(0.0, Double.parseDouble(String.valueOf(sum)), page + " at " + width);
      }
    }
  }
}
