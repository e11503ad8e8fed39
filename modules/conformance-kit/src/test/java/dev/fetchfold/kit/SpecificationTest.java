package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Reason;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.policy.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The specification says what its readers and its generator rely on. */
class SpecificationTest {
  private static final Path SPECIFICATION = Path.of("../../SPECIFICATION.md");
  private static final Pattern HEADING = Pattern.compile("### ([A-Z]+-[0-9]{2})");
  private static final Pattern DEFAULT = Pattern.compile("\\| `([\\w.]+)` \\| (.+?) \\| .+ \\|");
  private static final Pattern BEHAVIOUR =
      Pattern.compile("\\| (SB-[0-9]{3}) \\| (.+?) \\| `(\\w+)` \\| (.+?) \\| (.+?) \\|");

  private final List<String> lines;

  SpecificationTest() throws IOException {
    lines = Files.readAllLines(SPECIFICATION);
  }

  private Stream<Matcher> matches(Pattern pattern) {
    return matches(pattern, lines);
  }

  private static Stream<Matcher> matches(Pattern pattern, List<String> lines) {
    return lines.stream().map(pattern::matcher).filter(Matcher::matches);
  }

  @Test
  void everyRuleIsAConstantOnceAndInItsOrder() {
    List<String> headings = matches(HEADING).map(heading -> heading.group(1)).toList();
    assertEquals(headings, Arrays.stream(Rule.values()).map(Rule::id).toList());
    assertEquals(headings.size(), Set.copyOf(headings).size());
  }

  @Test
  void everyRuleSaysWhatWhyAndHowItIsSeen() {
    for (Rule rule : Rule.values()) {
      assertTrue(rule.id().startsWith(rule.area() + "-"), rule::id);
      assertTrue(rule.sentence().contains(rule.level().name()), rule::id);
      assertTrue(rule.sentence().endsWith("."), rule::id);
      assertFalse(rule.intent().isBlank(), rule::id);
      assertFalse(rule.observed().isBlank(), rule::id);
      assertFalse(rule.untestable().isPresent() && rule.exception().isPresent(), rule::id);
    }
  }

  @Test
  void everyMentionedRuleExists() {
    Set<String> ids = ids();
    String areas =
        Arrays.stream(Rule.values()).map(Rule::area).distinct().collect(Collectors.joining("|"));
    Pattern mention = Pattern.compile("\\b(?:" + areas + ")-[0-9]{2}\\b");
    for (String line : lines) {
      mention
          .matcher(line)
          .results()
          .forEach(found -> assertTrue(ids.contains(found.group()), found.group()));
    }
  }

  @Test
  void theDefaultsAreThoseOfTheConfiguration() {
    int begin = lines.indexOf("## Defaults");
    int end = lines.indexOf("## How the kit sees");
    Map<String, String> stated =
        matches(DEFAULT, lines.subList(begin, end))
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    assertEquals(new TreeMap<>(configured()), new TreeMap<>(stated));
  }

  @Test
  void theWindowGrowsWithTheConcurrency() {
    assertEquals(1024, Windows.of(FetcherConfig.defaults()));
    assertEquals(4000, Windows.of(FetcherConfig.defaults().maxConcurrency(1000)));
  }

  @Test
  void everyBehaviourHasAnOutcomeAndRulesThatExist() {
    Set<String> ids = ids();
    Set<String> seen = new HashSet<>();
    for (Matcher row : matches(BEHAVIOUR).toList()) {
      String id = row.group(1);
      assertTrue(seen.add(id), () -> id + " stands twice");
      assertTrue(isOutcome(row.group(3)), id);
      assertTrue(ids.containsAll(List.of(row.group(5).split(", "))), id);
    }
    assertEquals(lines.stream().filter(line -> line.startsWith("| SB-")).count(), seen.size());
    assertTrue(seen.size() >= 60, () -> seen.size() + " rows");
  }

  @Test
  void everyReasonButTheReservedIsTheOutcomeOfSomeBehaviour() {
    Set<String> outcomes = matches(BEHAVIOUR).map(row -> row.group(3)).collect(Collectors.toSet());
    Set<Reason> reserved = EnumSet.of(Reason.PROXY, Reason.ORIGIN_DOWN, Reason.SINK);
    for (Reason reason : Reason.values()) {
      assertEquals(!reserved.contains(reason), outcomes.contains(reason.name()), reason::name);
    }
  }

  private static boolean isOutcome(String text) {
    return text.matches("[1-9][0-9]{2}")
        || Arrays.stream(Reason.values()).anyMatch(reason -> reason.name().equals(text));
  }

  private static Set<String> ids() {
    return Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
  }

  private static Map<String, String> configured() {
    FetcherConfig config = FetcherConfig.defaults();
    RetryPolicy retry = config.retry();
    Map<String, String> values = new TreeMap<>();
    values.put("maxConcurrency", Integer.toString(config.maxConcurrency()));
    values.put("maxPerOrigin", Integer.toString(config.maxPerOrigin()));
    values.put("defaultWindow", "max(1024, 4 × `maxConcurrency`)");
    values.put("maxBodyBytes", (config.maxBodyBytes() >> 20) + " MiB");
    values.put("maxHeaderBytes", (config.maxHeaderBytes() >> 10) + " KiB");
    values.put("connectTimeout", text(config.connectTimeout()));
    values.put("attemptTimeout", text(config.attemptTimeout()));
    values.put("idleTimeout", text(config.idleTimeout()));
    values.put("retry.maxAttempts", Integer.toString(retry.maxAttempts()));
    values.put("retry.base", text(retry.base()));
    values.put("retry.cap", text(retry.cap()));
    values.put("retry.retryAfterCap", text(retry.retryAfterCap()));
    values.put("retry.reasons", text(retry.reasons()));
    values.put("retry.statuses", text(retry.statuses()));
    values.put("redirects", text(config.redirects()));
    values.put("addresses", config.addresses().equals(AddressPolicy.any()) ? "any" : "others");
    values.put("bodies", config.bodies().name().toLowerCase(Locale.ROOT));
    Batch batch = Batch.urls();
    values.put("order", batch.order().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    values.put("deadline", batch.within().map(SpecificationTest::text).orElse("none"));
    return values;
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private static String text(Collection<?> values) {
    return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String text(RedirectPolicy policy) {
    return switch (policy) {
      case RedirectPolicy.Follow follow -> "up to " + follow.maxRedirects();
      case RedirectPolicy.Deliver deliver -> "none";
    };
  }
}
