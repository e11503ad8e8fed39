package dev.fetchfold.kit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which rules and faces to look at.
 *
 * @param rules patterns of rule ids in which {@code *} stands for anything; none means all
 * @param faces names of faces; none means all
 */
public record Selection(List<String> rules, List<String> faces) {

  /** Copies both lists. */
  public Selection {
    rules = List.copyOf(rules);
    faces = List.copyOf(faces);
  }

  /**
   * Everything.
   *
   * @return the selection
   */
  public static Selection all() {
    return new Selection(List.of(), List.of());
  }

  /**
   * What the system properties {@code fetchfold.rules} and {@code fetchfold.faces} say, as in
   * {@code -Dfetchfold.rules=BOUND-03,CANCEL-*}.
   *
   * @return the selection; everything if neither is set
   */
  public static Selection fromProperties() {
    return new Selection(list("fetchfold.rules"), list("fetchfold.faces"));
  }

  /**
   * Whether it has a rule.
   *
   * @param rule the rule
   * @return true if a pattern matches its id, or there is none
   */
  public boolean takes(Rule rule) {
    return takes(rules, rule.id());
  }

  boolean takes(Face face) {
    return takes(faces, face.name());
  }

  boolean takesAllFaces() {
    return faces.isEmpty();
  }

  private static boolean takes(List<String> patterns, String name) {
    return patterns.isEmpty() || patterns.stream().map(Selection::glob).anyMatch(p -> p.test(name));
  }

  private static Predicate<String> glob(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).asMatchPredicate();
  }

  private static List<String> list(String property) {
    String value = System.getProperty(property, "").toUpperCase(Locale.ROOT);
    return Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
