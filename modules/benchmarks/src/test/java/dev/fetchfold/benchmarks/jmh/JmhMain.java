package dev.fetchfold.benchmarks.jmh;

import dev.fetchfold.Fetchers;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH with every engine that is on the class path. */
public final class JmhMain {
  private static final Logger LIBRARIES = Logger.getLogger("");

  private JmhMain() {}

  /**
   * Runs benchmarks.
   *
   * @param args JMH's own, such as {@code Policy -f 1 -prof gc}; {@code -p engine=} names engines
   * @throws CommandLineOptionException if an argument is none of JMH's
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    LIBRARIES.setLevel(Level.SEVERE);
    CommandLineOptions given = new CommandLineOptions(args);
    OptionsBuilder options = new OptionsBuilder();
    options.parent(given);
    if (!given.getParameter("engine").hasValue()) {
      options.param("engine", Fetchers.names().toArray(String[]::new));
    }
    new Runner(options.build()).run();
  }
}
