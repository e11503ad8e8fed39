package dev.fetchfold.kit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every fault against the checks of all rules through {@code fetch}: which rules stand apart, and
 * which always fall together. It takes a quarter of an hour, so the profile {@code kill-matrix}
 * runs it, and not every build.
 *
 * <p>There are two rounds, so that the file does not tell of the load of the machine: in the first
 * all cells are a crowd; the second, of those that were red in it, is quiet, because most of them
 * only wait.
 *
 * <p>{@code -Dfetchfold.faults=EMPTY_*,TAG_IS_LOST} tries some faults only: it prints their rows,
 * and leaves the recorded file as it is.
 */
class KillMatrix {
  private static final int SCHEMA = 1;
  private static final int CROWD = 48;
  private static final int FEW = 12;

  /** What the checks of one fault came to. */
  private record Row(Fault fault, Set<Rule> fail, Set<Rule> hang) {}

  @Test
  void isWritten() throws Exception {
    List<Fault> faults = Arrays.stream(Fault.values()).filter(KillMatrix::isSelected).toList();
    List<Row> rows = rows(faults);
    rows.forEach(System.out::println);
    if (faults.size() == Fault.values().length) {
      Files.writeString(file(), json(rows));
    }
    assertEquals(List.of(), survivors(rows), "faults that no check of their rule shows");
  }

  private static boolean isSelected(Fault fault) {
    return Arrays.stream(System.getProperty("fetchfold.faults", "*").split(","))
        .map(pattern -> pattern.replace("*", ".*"))
        .anyMatch(fault.name()::matches);
  }

  private static Path file() {
    return Path.of(System.getProperty("fetchfold.killMatrix", "target/kill-matrix.json"));
  }

  private static List<Row> rows(List<Fault> faults) throws Exception {
    List<Cell> cells = faults.stream().flatMap(Cell::of).toList();
    Map<Cell, Boolean> maybeRed = round(cells, CROWD, Cell::maybeRed);
    List<Cell> suspects =
        maybeRed.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
    System.out.println(suspects.size() + " of " + cells.size() + " cells may be red");
    Map<Cell, List<Result>> reds = round(suspects, FEW, Cell::reds);
    return faults.stream().map(fault -> row(fault, reds)).toList();
  }

  /** What is asked of each cell in a round. */
  private interface Question<A> {
    A of(Cell cell) throws InterruptedException;
  }

  private static <A> Map<Cell, A> round(List<Cell> cells, int atOnce, Question<A> question)
      throws Exception {
    Map<Cell, Future<A>> coming = new LinkedHashMap<>();
    Map<Cell, A> answers = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      cells.forEach(cell -> coming.put(cell, threads.submit(() -> question.of(cell))));
      for (Map.Entry<Cell, Future<A>> answer : coming.entrySet()) {
        answers.put(answer.getKey(), answer.getValue().get());
      }
    }
    return answers;
  }

  private static Row row(Fault fault, Map<Cell, List<Result>> reds) {
    List<Result> red =
        reds.entrySet().stream()
            .filter(cell -> cell.getKey().fault() == fault)
            .flatMap(cell -> cell.getValue().stream())
            .toList();
    return new Row(fault, rules(red, KillMatrix::isFailure), rules(red, State.TIMEOUT::equals));
  }

  private static List<Fault> survivors(List<Row> rows) {
    return rows.stream()
        .filter(row -> !row.fail().contains(row.fault().rule()))
        .filter(row -> !row.hang().contains(row.fault().rule()))
        .map(Row::fault)
        .filter(KillMatrix::isShownHere)
        .toList();
  }

  /** Those that only another face shows, or a check that runs apart, are left to FaultsTest. */
  private static boolean isShownHere(Fault fault) {
    return Cell.of(fault).anyMatch(Cell::isOnTheDiagonal);
  }

  private static boolean isFailure(State state) {
    return state == State.FAIL || state == State.ERROR;
  }

  private static Set<Rule> rules(List<Result> red, Predicate<State> state) {
    return red.stream()
        .filter(result -> state.test(result.state()))
        .map(Result::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  private static String json(List<Row> rows) {
    String faults =
        rows.stream()
            .sorted(Comparator.comparing(row -> row.fault().name()))
            .map(KillMatrix::json)
            .collect(Collectors.joining(",\n"));
    return "{\n  \"face\": \"fetch\",\n  \"faults\": {\n"
        + faults
        + "\n  },\n  \"schema\": "
        + SCHEMA
        + "\n}\n";
  }

  /** Only names, ids and sentences of ours, which need no escapes. */
  private static String json(Row row) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("does", "\"" + row.fault().does() + "\"");
    members.put("fails", ids(row.fail()));
    members.put("hangs", ids(row.hang()));
    members.put("rule", "\"" + row.fault().rule().id() + "\"");
    members.put("shownBy", "\"" + row.fault().caught().check() + "\"");
    members.put("shownThrough", "\"" + row.fault().caught().face() + "\"");
    return "    \""
        + row.fault().name()
        + "\": {\n"
        + members.entrySet().stream()
            .map(member -> "      \"" + member.getKey() + "\": " + member.getValue())
            .collect(Collectors.joining(",\n"))
        + "\n    }";
  }

  private static String ids(Set<Rule> rules) {
    return rules.stream()
        .map(Rule::id)
        .sorted()
        .map(id -> "\"" + id + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
