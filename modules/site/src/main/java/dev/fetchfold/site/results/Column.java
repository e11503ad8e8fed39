package dev.fetchfold.site.results;

import dev.fetchfold.kit.Rule;
import java.util.Arrays;
import java.util.Map;

/**
 * What the kit found of one fetcher.
 *
 * @param name the fetcher's
 * @param origin where the results come from; empty if there are none
 * @param verdicts by the ids of rules; a rule that is not there was not run
 * @param waivers why rules are waived, by their ids
 */
public record Column(
    String name, String origin, Map<String, Verdict> verdicts, Map<String, String> waivers) {

  /**
   * The column of a fetcher that has no results.
   *
   * @param name the fetcher's
   * @return a column in which nothing was run
   */
  public static Column empty(String name) {
    return new Column(name, "", Map.of(), Map.of());
  }

  /**
   * What its part of a rule's page is called in an address.
   *
   * @return the name with nothing but letters, digits and hyphens
   */
  public String anchor() {
    return "of-" + name.replaceAll("[^A-Za-z0-9]+", "-");
  }

  /**
   * What became of a rule.
   *
   * @param rule the rule
   * @return the verdict
   */
  public Verdict verdict(Rule rule) {
    Verdict found = verdicts.get(rule.id());
    if (found != null) {
      return found;
    }
    return rule.untestable().isPresent() ? Verdict.untestable() : Verdict.notRun();
  }

  /**
   * How many rules are in a state.
   *
   * @param state the state
   * @return 0 or more
   */
  public long count(State state) {
    return Arrays.stream(Rule.values()).filter(rule -> verdict(rule).state() == state).count();
  }

  /**
   * How many rules were not kept.
   *
   * @return 0 or more
   */
  public long bad() {
    return Arrays.stream(Rule.values()).filter(rule -> verdict(rule).state().isBad()).count();
  }

  /**
   * Whether anything was run.
   *
   * @return false for a column without results
   */
  public boolean wasRun() {
    return !verdicts.isEmpty();
  }
}
