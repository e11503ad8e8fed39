package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, with a profile of its own, on one site. */
final class Browser implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("\"url\":\"([^\"]+)\"");
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--force-device-scale-factor=1");

  private final Path site;
  private final Path profile;
  private final ChromeDriver driver;

  private Browser(Path site, Path profile, ChromeDriver driver) {
    this.site = site;
    this.profile = profile;
    this.driver = driver;
  }

  /** Whether scripts run. */
  enum Scripts {
    RUN,
    BLOCKED
  }

  static Browser open(Path site) {
    return open(site, Scripts.RUN);
  }

  static Browser open(Path site, Scripts scripts) {
    Path chromium = find("chromium", "chromium-browser", "google-chrome");
    Path chromedriver = find("chromedriver");
    try {
      Path profile = Files.createTempDirectory("fetchfold-browser");
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(chromedriver.toFile())
              .usingAnyFreePort()
              .build();
      ChromeOptions options = options(chromium, profile, scripts);
      return new Browser(site, profile, new ChromeDriver(service, options));
    } catch (IOException e) {
      throw new IllegalStateException("there is no room for a profile", e);
    }
  }

  private static ChromeOptions options(Path chromium, Path profile, Scripts scripts) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(FLAGS);
    options.addArguments("--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    if (scripts == Scripts.BLOCKED) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    return options;
  }

  /** Where there is no browser the test is aborted, unless it is required, as in CI. */
  private static Path find(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(name -> path().map(directory -> directory.resolve(name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String missing = "there is no " + names[0] + " on the PATH (Debian: chromium-driver)";
      if (System.getProperty("fetchfold.browser", "").equals("required")) {
        throw new AssertionError(missing);
      }
      abort(missing);
    }
    return found.orElseThrow();
  }

  private static Stream<Path> path() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getenv().getOrDefault("PATH", ""))
        .map(Path::of);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Opens a page of the site. */
  void go(String page) {
    driver.get(site.toUri() + page);
  }

  /** The address, from the site's directory. */
  String address() {
    return Objects.requireNonNull(driver.getCurrentUrl()).replace(site.toUri().toString(), "");
  }

  void size(int width, int height) {
    Map<String, Object> metrics =
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600);
    driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
  }

  /** What the system is said to prefer: {@code light} or {@code dark}. */
  void scheme(String scheme) {
    Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** As if on paper, or {@code screen} again. */
  void medium(String medium) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium));
  }

  /** Runs a script that returns a text, a number, a boolean, or a list of these. */
  <T> T ask(Class<T> type, String script, @Nullable Object... arguments) {
    return type.cast(Objects.requireNonNull(driver.executeScript(script, arguments), script));
  }

  void click(String selector) {
    driver.findElement(org.openqa.selenium.By.cssSelector(selector)).click();
  }

  void press(String keys) {
    driver.findElement(org.openqa.selenium.By.tagName("main")).sendKeys(keys);
  }

  /** What the console was told since it was last asked. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What was requested since it was last asked, and is not a part of the site. */
  List<String> strangers() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(URL::matcher)
        .filter(Matcher::find)
        .map(url -> url.group(1))
        .filter(url -> !url.startsWith(site.toUri().toString()) && !url.startsWith("data:"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | java.io.UncheckedIOException e) {
      // The system cleans its temporary files.
    }
  }
}
