package dev.fetchfold.site.browser;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of the sample site, in one browser for all of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleSiteTests {
  Browser browser;

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
}
