package dev.fetchfold.kit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.kit.Check;
import dev.fetchfold.kit.Conformance;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.Options;
import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
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
 * <p>A check that turns red is run again by itself, and counts if it is red again: what the load of
 * the machine does shall not change the file.
 */
class KillMatrix {
  private static final int SCHEMA = 1;
  private static final int FAULTS_AT_ONCE = 4;
  private static final int CHECKS_AT_ONCE = 12;
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofSeconds(8);
  private static final Duration ENOUGH = Duration.ofSeconds(30);

  /** Checks of thousands of targets, run against the faults of their own rules only. */
  private static final Set<Rule> HEAVY = EnumSet.of(Rule.BOUND_04, Rule.BOUND_08);

  /** What the checks of one fault came to. */
  private record Row(Fault fault, Set<Rule> fail, Set<Rule> hang) {}

  @Test
  void isWritten() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(FAULTS_AT_ONCE)) {
      List<Future<Row>> pending = new ArrayList<>();
      for (Fault fault : Fault.values()) {
        pending.add(threads.submit(() -> row(fault)));
      }
      for (Future<Row> row : pending) {
        rows.add(row.get());
      }
    }
    Files.writeString(
        Path.of(System.getProperty("fetchfold.killMatrix", "target/kill-matrix.json")), json(rows));
    assertEquals(List.of(), survivors(rows), "faults that no check of their rule shows");
  }

  private static List<Fault> survivors(List<Row> rows) {
    return rows.stream()
        .filter(row -> !row.fail().contains(row.fault().rule()))
        .filter(row -> !row.hang().contains(row.fault().rule()))
        .map(Row::fault)
        .filter(KillMatrix::isShownHere)
        .toList();
  }

  /** Those that only another face shows, or a check that runs apart, are left to the diagonal. */
  private static boolean isShownHere(Fault fault) {
    return fault.caught().face().equals("fetch")
        && checks(fault).stream().anyMatch(check -> check.name().equals(fault.caught().check()));
  }

  private static List<Check> checks(Fault fault) {
    return Conformance.checks().stream()
        .filter(check -> !check.isApart())
        .filter(check -> check.rules().contains(fault.rule()) || !isHeavy(check))
        .toList();
  }

  private static boolean isHeavy(Check check) {
    return check.rules().stream().anyMatch(HEAVY::contains);
  }

  private static Row row(Fault fault) throws InterruptedException, ExecutionException {
    Queue<Result> bad = new ConcurrentLinkedQueue<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CHECKS_AT_ONCE)) {
      List<Future<?>> pending = new ArrayList<>();
      for (Check check : checks(fault)) {
        pending.add(threads.submit(() -> bad.addAll(confirmed(fault, check))));
      }
      for (Future<?> check : pending) {
        check.get();
      }
    }
    Row row = new Row(fault, rules(bad, KillMatrix::isFailure), rules(bad, State.TIMEOUT::equals));
    System.out.println(row);
    return row;
  }

  private static boolean isFailure(State state) {
    return state == State.FAIL || state == State.ERROR;
  }

  private static Set<Rule> rules(Collection<Result> bad, Predicate<State> state) {
    return bad.stream()
        .filter(result -> state.test(result.state()))
        .map(Result::rule)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)));
  }

  private static List<Result> confirmed(Fault fault, Check check) throws InterruptedException {
    FaultySubject subject = new FaultySubject(fault);
    Optional<Face> fetch =
        check.faces(subject).stream().filter(face -> face.name().equals("fetch")).findFirst();
    if (fetch.isEmpty() || !isBad(check.run(subject, fetch.get(), options(fault, check, FIRST)))) {
      return List.of();
    }
    List<Result> again = check.run(subject, fetch.get(), options(fault, check, AGAIN));
    return isBad(again) ? again : List.of();
  }

  /** A check that is known to fail, or has thousands of targets, has all the time it needs. */
  private static Options options(Fault fault, Check check, Duration watchdog) {
    boolean fails =
        fault.caught().as() == Caught.As.FAILURE && check.name().equals(fault.caught().check());
    return new Options(1, fails || isHeavy(check) ? ENOUGH : watchdog);
  }

  private static boolean isBad(List<Result> results) {
    return results.stream().anyMatch(result -> result.state().isBad());
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
