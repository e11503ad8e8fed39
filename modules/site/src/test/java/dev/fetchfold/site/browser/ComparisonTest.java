package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Engines side by side: columns that align, and choices that the address keeps. */
class ComparisonTest extends SampleSiteTests {
  /** Of each row, the tops of its visible cells and their left edges. */
  private static final String TOPS =
      """
      return [...document.querySelectorAll('.row')].map(row => {
        const cells = [...row.querySelectorAll('.cell')].filter(cell => cell.checkVisibility());
        return cells.map(cell => cell.querySelector('pre').getBoundingClientRect().top).join();
      });
      """;

  private static final String LEFTS =
      """
      return [...new Set([...document.querySelectorAll('.row')].map(row => {
        const cells = [...row.querySelectorAll('.cell')].filter(cell => cell.checkVisibility());
        return cells.map(cell => cell.getBoundingClientRect().left).join();
      }))];
      """;

  private static final String COLUMNS = "return document.documentElement.dataset.columns;";
  private static final String BASELINE = "return document.documentElement.dataset.baseline;";

  @BeforeEach
  void begin() {
    browser.size(1280, 900);
    browser.go("side-by-side.html");
  }

  @ParameterizedTest
  @CsvSource({"390,1", "1280,2", "1920,3"})
  void cellsOfARowBeginAtOneHeightInColumnsThatRunThrough(int width, int columns) {
    browser.size(width, 900);
    browser.go("side-by-side.html");
    List<?> rows = browser.ask(List.class, TOPS);
    assertEquals(9, rows.size());
    for (Object row : rows) {
      List<String> tops = List.of(row.toString().split(",", -1));
      assertEquals(columns, tops.size(), row::toString);
      assertEquals(1, tops.stream().distinct().count(), row::toString);
    }
    assertEquals(1, browser.ask(List.class, LEFTS).size());
  }

  @ParameterizedTest
  @CsvSource({"390", "1280", "1920"})
  void nothingIsWiderThanTheWindow(int width) {
    browser.size(width, 900);
    for (String page : Everything.PAGES) {
      browser.go(page);
      String wider = "return document.documentElement.scrollWidth > innerWidth;";
      assertEquals(false, browser.ask(Boolean.class, wider), page);
    }
  }

  /** Beside each other where there is room, under each other on a phone, and never over. */
  @ParameterizedTest
  @CsvSource({"390,1", "1280,2", "1920,2"})
  void whatDiffersStandsInItsPlace(int width, int columns) {
    browser.size(width, 900);
    browser.go("differences/threads-reactor.html");
    String columnsOf =
        """
        const lines = [...document.querySelectorAll('.diff td')].filter(td => td.checkVisibility());
        return new Set(lines.map(td => td.getBoundingClientRect().left)).size;
        """;
    String spilt =
        """
        return [...document.querySelectorAll('.diff td')].filter(td => td.checkVisibility())
            .filter(td => td.scrollHeight > td.clientHeight + 1).length;
        """;
    assertEquals((long) columns, browser.ask(Long.class, columnsOf));
    assertEquals(0L, browser.ask(Long.class, spilt));
  }

  @Test
  void columnsAndBaselineSurviveAReload() {
    browser.click("[data-pick='virtual']");
    browser.click("#baseline option[value='reactor']");
    assertEquals("side-by-side.html?columns=futures,virtual&baseline=reactor", browser.address());
    browser.driver().navigate().refresh();
    assertEquals("futures virtual", browser.ask(String.class, COLUMNS));
    assertEquals("reactor", browser.ask(String.class, BASELINE));
    assertEquals(
        "reactor", browser.ask(String.class, "return document.getElementById('baseline').value;"));
  }

  @Test
  void theLastColumnStays() {
    browser.click("[data-pick='threads']");
    String last = browser.ask(String.class, COLUMNS);
    browser.click("[data-pick='" + last + "']");
    assertEquals(last, browser.ask(String.class, COLUMNS));
  }

  @Test
  void aPhoneSwitchesItsOneColumn() {
    browser.size(390, 800);
    browser.go("side-by-side.html");
    browser.click("[data-pick='reactor']");
    assertEquals("reactor", browser.ask(String.class, COLUMNS));
  }

  @Test
  void whatTheBaselineHasIsGrey() {
    browser.go("side-by-side.html?columns=threads,virtual&baseline=threads");
    String colours =
        """
        const cell = document.querySelector('#fold [data-engine="virtual"]');
        const colour = line => getComputedStyle(line).color;
        const same = [...cell.querySelectorAll('[data-in~="threads"]')];
        const own = [...cell.querySelectorAll('.l:not([data-in~="threads"])')];
        return [...new Set(same.map(colour))].length === 1
            && own.every(line => colour(line) !== colour(same[0]));
        """;
    assertEquals(true, browser.ask(Boolean.class, colours));
  }

  @Test
  void keysPickCompareAndMove() {
    browser.press("3");
    assertTrue(browser.ask(String.class, COLUMNS).contains("reactor"));
    browser.press("b");
    assertEquals("threads", browser.ask(String.class, BASELINE));
    browser.press("j");
    String top = "return document.getElementById('configure').getBoundingClientRect().top < 200;";
    assertEquals(true, browser.ask(Boolean.class, top));
  }

  @Test
  void keysCanBeTurnedOff() {
    browser.click(".keys summary");
    browser.click("#keys");
    String before = browser.ask(String.class, COLUMNS);
    browser.press("3");
    assertEquals(before, browser.ask(String.class, COLUMNS));
  }

  @Test
  void everyControlIsReachedByTab() {
    String focused = "return document.activeElement.dataset.pick ?? '';";
    for (int i = 0; i < 20 && !browser.ask(String.class, focused).equals("virtual"); i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
    }
    assertEquals("virtual", browser.ask(String.class, focused));
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    assertTrue(browser.ask(String.class, COLUMNS).contains("virtual"));
  }

  @Test
  void paperHasTheCodeAndNoControls() {
    browser.medium("print");
    assertEquals(
        false,
        browser.ask(Boolean.class, "return document.querySelector('.picker').checkVisibility();"));
    assertEquals(
        true,
        browser.ask(Boolean.class, "return document.querySelector('pre').checkVisibility();"));
    browser.medium("screen");
  }

  @Test
  void withoutScriptsEveryColumnIsThere() {
    try (Browser plain = Browser.open(SampleSite.write(), Browser.Scripts.BLOCKED)) {
      plain.size(1280, 900);
      plain.go("side-by-side.html");
      long shown =
          plain.driver().findElements(org.openqa.selenium.By.className("cell")).stream()
              .filter(org.openqa.selenium.WebElement::isDisplayed)
              .count();
      assertTrue(shown >= 27, () -> shown + " cells are shown");
    }
  }
}
