package dev.fetchfold.kit;

import dev.fetchfold.kit.Conformance.Pending;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The kit without a test runner, for scripts: {@code java -cp … dev.fetchfold.kit.ConformanceMain
 * CLASS}, where the class is a {@link FetcherConformance} or a {@link Subject}. The same system
 * properties hold.
 *
 * <p>It prints a line for each result that is bad, such as {@code BOUND-03 aCheck [fetch] FAIL}, or
 * {@code FLAKY 9/10} where checks run ten times and one of them was bad; writes the results file,
 * and ends with status 1 if there was one, whatever threads a fetcher may have left.
 */
public final class ConformanceMain {
  private ConformanceMain() {}

  /**
   * Runs the kit and ends the JVM.
   *
   * @param arguments the name of the class
   * @throws ReflectiveOperationException if it cannot be made
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Subject subject = ChildMain.subject(arguments[0]);
    Conformance run =
        new Conformance(subject, Selection.fromProperties(), Options.fromProperties());
    System.exit(run(run, Report.directory(), System.out));
  }

  static int run(Conformance run, Path directory, PrintStream out) {
    List<Pending> started = run.start();
    Report report = run.report(started);
    report.write(directory);
    List<Result> bad = report.results().stream().filter(result -> result.state().isBad()).toList();
    bad.forEach(result -> out.println(line(result)));
    return bad.isEmpty() ? 0 : 1;
  }

  private static String line(Result result) {
    return result.rule() + " " + result.check() + " [" + result.face() + "] " + result.word();
  }
}
