package dev.fetchfold.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry of the command line. */
@Command(
    name = "fetchfold",
    description = "Fetch many, fold into one: one specification, several concurrency models.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  /** Kept, because a logger that nobody holds forgets its level. */
  private static final Logger LIBRARIES = Logger.getLogger("");

  /** Whether whoever looks for a fault wants to see where it happened. */
  private static final boolean DEBUG = Boolean.getBoolean("fetchfold.debug");

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    LIBRARIES.setLevel(DEBUG ? Level.WARNING : Level.OFF);
    Streams streams = Streams.ofProcess();
    System.setErr(streams.err()); // the one of before may lead to a file of the JVM's
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> unexpected(e, streams.err()));
    System.exit(run(streams, args));
  }

  /**
   * Runs a command.
   *
   * @param streams where it reads and writes
   * @param args the command line
   * @return the exit code
   */
  static int run(Streams streams, String... args) {
    CheckedOutput out = new CheckedOutput(streams.out());
    int code = run(streams, streams.out(out), args);
    return out.failure().map(e -> unwritten(e, streams.err())).orElse(code);
  }

  /**
   * Rows see for themselves whether they are written; what prints text leaves it to {@link #run}.
   */
  private static int run(Streams streams, Streams text, String... args) {
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new FetchCommand(streams))
            .addSubcommand(new CompareCommand(text))
            .addSubcommand(new EnginesCommand(text))
            .addSubcommand(new PageCommand(text, System.getenv()))
            .addSubcommand(new ServeCommand(text));
    for (CommandLine command : commands.getSubcommands().values()) {
      command.getCommandSpec().addOption(help());
    }
    commands
        .setExpandAtFiles(false) // @FILE is a list of URLs
        .setUsageHelpWidth(streams.columns())
        .setOut(new PrintWriter(text.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, arguments) -> badUsage(e, streams.err()))
        .setExecutionExceptionHandler((e, command, result) -> unexpected(e, streams.err()));
    try {
      return commands.execute(args);
    } catch (Error e) { // picocli hands on exceptions only
      return unexpected(e, streams.err());
    }
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getErr());
    return ExitCode.USAGE;
  }

  private static int unwritten(IOException e, PrintStream err) {
    if (Ending.of(e, "standard output") instanceof Ending.Broken broken) {
      err.println("fetchfold: " + broken.message());
    }
    return ExitCode.NOT_ALL;
  }

  private static int badUsage(ParameterException e, PrintStream err) {
    err.println("fetchfold: " + message(e));
    err.println(
        "Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' for more.");
    return ExitCode.USAGE;
  }

  private static int unexpected(Throwable e, PrintStream err) {
    err.println("fetchfold: " + Messages.ofUnexpected(e));
    if (DEBUG) {
      e.printStackTrace(err);
    }
    return ExitCode.NOT_ALL;
  }

  /** An option that is none may hold a secret after its equals sign (SEC-04). */
  private static String message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      String name = first.startsWith("-") ? first.replaceFirst("=.*", "") : first;
      return "\"" + name + "\" is unknown here";
    }
    return String.valueOf(e.getMessage());
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  /** The version in the manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"fetchfold " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
  }
}
