package dev.fetchfold.kit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.fetchfold.kit.Result;
import dev.fetchfold.kit.Rule;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit can fail: each fault of the reference is shown by a check of the rule that it breaks. */
class FaultsTest {
  private static final int AT_ONCE = 8;

  /**
   * Rules without a fault: SEC-03 is about the public types alone, and its checks open no fetcher.
   * That they can fail is shown by the tests of those types.
   */
  private static final Set<Rule> OF_THE_TYPES = EnumSet.of(Rule.SEC_03);

  @Test
  void everyRuleThatIsTestedHasAFault() {
    Set<Rule> missing = EnumSet.noneOf(Rule.class);
    Arrays.stream(Rule.values())
        .filter(rule -> rule.level() == Rule.Level.MUST && rule.untestable().isEmpty())
        .forEach(missing::add);
    Arrays.stream(Fault.values()).map(Fault::rule).forEach(missing::remove);
    assertEquals(OF_THE_TYPES, missing);
  }

  /** Most checks wait most of the time, so a number of them run at once, as in the kit itself. */
  @TestFactory
  Stream<DynamicTest> everyFaultIsCaught() {
    Map<Fault, FutureTask<Result>> tasks = new EnumMap<>(Fault.class);
    Arrays.stream(Fault.values()).forEach(fault -> tasks.put(fault, task(fault)));
    Thread.ofPlatform().daemon().name("faults").start(() -> runAll(tasks));
    return tasks.entrySet().stream().map(task -> test(task.getKey(), task.getValue()));
  }

  private static DynamicTest test(Fault fault, FutureTask<Result> task) {
    String name = fault.rule().id() + " " + fault + ": the fetcher " + fault.does();
    return DynamicTest.dynamicTest(name, () -> expectShown(fault, task.get()));
  }

  private static void expectShown(Fault fault, Result result) {
    if (!fault.caught().isShownBy(result)) {
      fail("expected " + fault.caught() + ", got " + result.message());
    }
  }

  private static void runAll(Map<Fault, FutureTask<Result>> tasks) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      tasks.forEach((fault, task) -> runUnlessApart(threads, fault, task));
    }
    tasks.forEach((fault, task) -> task.run()); // without effect on those that have run
  }

  private static void runUnlessApart(
      ExecutorService threads, Fault fault, FutureTask<Result> task) {
    if (!Diagonal.check(fault).isApart()) {
      threads.execute(task);
    }
  }

  private static FutureTask<Result> task(Fault fault) {
    return new FutureTask<>(() -> Diagonal.result(fault));
  }
}
