package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules × fetchers: filters, and the ways there and back. */
class MatrixTest extends SampleSiteTests {
  private static final String SHOWN =
      """
      return [...document.querySelectorAll('.matrix .line')]
          .filter(line => line.checkVisibility()).map(line => line.id);
      """;

  private static final String STATES =
      """
      return [...document.querySelectorAll('.matrix .line')]
          .filter(line => line.checkVisibility())
          .map(line => [...line.querySelectorAll('.verdict')].map(v => v.innerText.trim()).join('|'));
      """;

  @BeforeEach
  void begin() {
    browser.size(1280, 900);
    browser.go("matrix.html");
  }

  @Test
  void noCellIsBlank() {
    List<?> rows = browser.ask(List.class, STATES);
    assertTrue(rows.size() > 70, rows::toString);
    for (Object row : rows) {
      for (String state : row.toString().split("\\|", -1)) {
        assertTrue(state.length() > 1, row::toString);
      }
    }
  }

  @Test
  void theStrangersColumnIsThereWithEveryState() {
    String text = browser.ask(String.class, "return document.querySelector('.matrix').innerText;");
    for (String word :
        List.of("stranger", "fail", "flaky 2/3", "waived", "timeout", "error", "not offered")) {
      assertTrue(text.contains(word), word);
    }
  }

  @Test
  void theFilterOfWhatDiffersSurvivesAReload() {
    browser.click("[data-show='differs']");
    assertEquals("matrix.html?show=differs", browser.address());
    browser.driver().navigate().refresh();
    List<?> rows = browser.ask(List.class, STATES);
    assertEquals(6, rows.size(), rows::toString);
    for (Object row : rows) {
      List<String> states = List.of(row.toString().split("\\|", -1));
      assertTrue(states.stream().distinct().count() > 1, row::toString);
    }
    String said = browser.ask(String.class, "return document.getElementById('shown').textContent;");
    assertTrue(said.matches("6 of \\d+ shown"), said);
  }

  @Test
  void theFilterOfWhatIsNotPassedLeavesOutWhatIs() {
    browser.click("[data-show='bad']");
    assertEquals("matrix.html?show=bad", browser.address());
    assertTrue(browser.ask(List.class, SHOWN).contains("BATCH-03"));
  }

  @Test
  void whatAllPassIsFoldedAwayAndOpens() {
    assertFalse(browser.ask(List.class, SHOWN).contains("BATCH-01"));
    browser.click("#BATCH .fold");
    assertTrue(browser.ask(List.class, SHOWN).contains("BATCH-01"));
    browser.click("#BATCH .fold");
    assertFalse(browser.ask(List.class, SHOWN).contains("BATCH-01"));
  }

  @Test
  void aFoldedRowIsShownToWhomALinkLeadsThere() {
    browser.go("matrix.html#BATCH-01");
    assertTrue(browser.ask(List.class, SHOWN).contains("BATCH-01"));
  }

  @Test
  void aColumnIsSummedUpPerArea() {
    String sums = "return document.querySelector('#BATCH .counts:last-child').innerText;";
    String said = browser.ask(String.class, sums).replaceAll("\\s+", " ");
    assertEquals(
        "✓ 1 pass ✗ 1 fail ! 1 error … 1 timeout ~ 1 flaky w 1 waived – 1 not offered · 1 not run",
        said.strip());
  }

  @Test
  void everyChipOfARuleLeadsToItsRow() {
    List<?> rules =
        browser.ask(
            List.class,
            "return [...document.querySelectorAll('.matrix .line')].map(line => line.id);");
    browser.go("side-by-side.html");
    String chips =
        """
        return [...document.querySelectorAll('.chip, .r')].map(a => a.getAttribute('href'));
        """;
    List<?> hrefs = browser.ask(List.class, chips);
    assertTrue(hrefs.size() > 50, hrefs::toString);
    for (Object href : hrefs) {
      assertTrue(rules.contains(href.toString().replace("matrix.html#", "")), href::toString);
    }
  }

  /** From an aspect to a rule, and from that rule to that aspect. */
  @Test
  void everyChipHasOneThatLeadsBack() {
    String back =
        """
        return [...document.querySelectorAll('.matrix .line')].flatMap(line =>
            [...line.querySelectorAll('.chip')].map(chip => chip.hash.slice(1) + ' ' + line.id));
        """;
    List<?> ways = browser.ask(List.class, back);
    browser.go("side-by-side.html");
    String there =
        """
        return [...document.querySelectorAll('.row')].flatMap(row =>
            [...row.querySelectorAll('.chip')].map(chip => row.id + ' ' + chip.hash.slice(1)));
        """;
    List<?> chips = browser.ask(List.class, there);
    assertEquals(Set.copyOf(ways), Set.copyOf(chips));
  }

  @Test
  void aChipLeadsThereAndBack() {
    browser.go("side-by-side.html");
    browser.click("#admit .chip");
    assertTrue(browser.address().startsWith("matrix.html#"), browser::address);
    browser.click(".matrix tr:target .chip[href$='#admit']");
    assertEquals("side-by-side.html#admit", browser.address());
  }

  @Test
  void aCellOpensWhatWasExpectedAndObserved() {
    browser.click("#BATCH-03 .state.fail");
    assertEquals("rules/BATCH-03.html#of-stranger", browser.address());
    String text =
        browser.ask(String.class, "return document.getElementById('of-stranger').innerText;");
    assertTrue(text.contains("at most 8 targets taken and not delivered"), text);
    assertTrue(
        text.contains("0.002 s GET /a <b>&amp;</b>"), "shown as it is, and not run: " + text);
  }
}
