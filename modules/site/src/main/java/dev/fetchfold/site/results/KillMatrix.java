package dev.fetchfold.site.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fetchers that were broken on purpose, and the rules by which the kit found them out. The one
 * place that knows the file that the kit's own tests record.
 *
 * @param faults the broken fetchers; none if nothing was recorded
 */
public record KillMatrix(List<Fault> faults) {
  private static final String RECORDED = "modules/conformance-kit/kill-matrix.json";

  /**
   * A broken fetcher.
   *
   * @param name what it is called
   * @param description what is broken
   * @param breaks the rule that it is there to break
   * @param killedBy the rules by which it was found out
   */
  public record Fault(String name, String description, String breaks, Set<String> killedBy) {
    /**
     * Whether the kit has found it out by the rule that it breaks.
     *
     * @return false if that rule has not been shown to be able to fail
     */
    public boolean isKilled() {
      return killedBy.contains(breaks);
    }

    /**
     * What the kit said of it under one rule.
     *
     * @param rule its id
     * @return what its cell shows
     */
    public Cell cell(String rule) {
      if (breaks.equals(rule)) {
        return isKilled() ? Cell.KILLED : Cell.MISSED;
      }
      return killedBy.contains(rule) ? Cell.ALSO : Cell.UNTOUCHED;
    }
  }

  /** What a cell shows. */
  public enum Cell {
    /** Broken on purpose, and found out. */
    KILLED("●"),
    /** Found out by this rule, too. */
    ALSO("○"),
    /** Broken on purpose, and not found out. */
    MISSED("✗"),
    /** Not broken. */
    UNTOUCHED("·");

    private final String symbol;

    Cell(String symbol) {
      this.symbol = symbol;
    }

    /**
     * A character for it.
     *
     * @return one character
     */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * Reads it.
   *
   * @param root the project's directory
   * @return the matrix, empty if none was recorded
   * @throws Refused if the file is not what was expected
   */
  public static KillMatrix read(Path root) {
    Path file = root.resolve(RECORDED);
    if (!Files.exists(file)) {
      return new KillMatrix(List.of());
    }
    try {
      return of(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new Refused(file + " is no JSON: " + e.getMessage(), e);
    }
  }

  private static KillMatrix of(JsonNode root) {
    List<Fault> faults = new ArrayList<>();
    for (Map.Entry<String, JsonNode> fault : root.path("faults").properties()) {
      faults.add(fault(fault.getKey(), fault.getValue()));
    }
    if (faults.isEmpty()) {
      throw new Refused(RECORDED + " has no faults, expected an object of them");
    }
    faults.sort(Comparator.comparingInt(fault -> place(fault.breaks())));
    return new KillMatrix(faults);
  }

  /** In the order of the rules they break, so that those found out form a diagonal. */
  private static int place(String rule) {
    List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
    return ids.contains(rule) ? ids.indexOf(rule) : ids.size();
  }

  /**
   * How many were found out by the rule they break.
   *
   * @return up to as many as there are
   */
  public long killed() {
    return faults.stream().filter(Fault::isKilled).count();
  }

  /**
   * How many rules have been seen to fail.
   *
   * @return up to as many as there are
   */
  public long rules() {
    return faults.stream().filter(Fault::isKilled).map(Fault::breaks).distinct().count();
  }

  /** A check that fails has found it out, and so has one that never ends. */
  private static Fault fault(String name, JsonNode fault) {
    String breaks = fault.path("rule").asText();
    Set<String> killedBy = new TreeSet<>();
    fault.path("fails").forEach(rule -> killedBy.add(rule.asText()));
    fault.path("hangs").forEach(rule -> killedBy.add(rule.asText()));
    if (!fault.path("shownBy").asText().isEmpty()) {
      killedBy.add(breaks); // perhaps through another face than the rest
    }
    String words = name.toLowerCase(Locale.ROOT).replace('_', ' ');
    return new Fault(words, fault.path("does").asText(), breaks, killedBy);
  }
}
