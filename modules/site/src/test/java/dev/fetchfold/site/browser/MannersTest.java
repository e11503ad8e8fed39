package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/**
 * What holds for every page: it asks nobody, complains of nothing, moves nothing, leaves out none.
 */
class MannersTest extends SampleSiteTests {
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
  @CsvSource({"1280,light", "1280,dark", "390,light"})
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

  /** Who asks for less motion gets what everybody gets. */
  @Test
  void nothingIsAnimated() {
    String moving =
        """
        return [...document.querySelectorAll('*')].filter(element => {
          const style = getComputedStyle(element);
          return style.animationName !== 'none' || style.transitionDuration !== '0s'
              || style.scrollBehavior !== 'auto';
        }).length;
        """;
    for (String page : Everything.PAGES) {
      browser.go(page);
      assertEquals(0L, browser.ask(Long.class, moving), page);
    }
  }

  /** Where one is, going from control to control: marked, in the window, and not behind a bar. */
  @ParameterizedTest
  @ValueSource(strings = {"index.html", "side-by-side.html", "matrix.html", "measurements.html"})
  void whatHasTheFocusIsSeen(String page) {
    browser.size(1280, 900);
    browser.go(page);
    String seen =
        """
        const element = document.activeElement;
        if (element === document.body) return ''; // behind the last one
        const box = element.getBoundingClientRect();
        const top = document.elementFromPoint(
            Math.min(innerWidth - 1, box.left + box.width / 2),
            Math.min(innerHeight - 1, box.top + Math.min(box.height, 40) / 2));
        return getComputedStyle(element).outlineStyle !== 'none'
            && (element.contains(top) || top.contains(element)) ? '' : element.outerHTML;
        """;
    for (int i = 0; i < 40; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      assertEquals("", browser.ask(String.class, seen), page);
    }
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
