package dev.fetchfold.cli;

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

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  private Main() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    LIBRARIES.setLevel(Level.SEVERE);
    System.exit(run(Streams.ofProcess(), args));
  }

  /**
   * Runs a command.
   *
   * @param streams where it reads and writes
   * @param args the command line
   * @return the exit code
   */
  static int run(Streams streams, String... args) {
    CommandLine commands =
        new CommandLine(new Main())
            .addSubcommand(new FetchCommand(streams))
            .addSubcommand(new CompareCommand(streams))
            .addSubcommand(new EnginesCommand(streams))
            .addSubcommand(new PageCommand(streams, System.getenv()))
            .addSubcommand(new ServeCommand(streams));
    for (CommandLine command : commands.getSubcommands().values()) {
      command.getCommandSpec().addOption(help());
    }
    commands
        .setExpandAtFiles(false) // @FILE is a list of URLs
        .setUsageHelpWidth(streams.columns())
        .setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, arguments) -> badUsage(e, streams.err()))
        .setExecutionExceptionHandler((e, command, result) -> unexpected(e, streams.err()));
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      streams.err().println("fetchfold: out of memory; lower --window or --max-body, or give more");
      streams.err().println("with FETCHFOLD_JAVA_OPTS=-Xmx2g");
      return ExitCode.NOT_ALL;
    }
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    CommandLine self = Objects.requireNonNull(spec).commandLine();
    self.usage(self.getErr());
    return ExitCode.USAGE;
  }

  private static int badUsage(ParameterException e, PrintStream err) {
    err.println("fetchfold: " + message(e));
    err.println(
        "Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help' for more.");
    return ExitCode.USAGE;
  }

  private static int unexpected(Throwable e, PrintStream err) {
    err.println("fetchfold: internal error, please report it: " + e);
    if (Boolean.getBoolean("fetchfold.debug")) {
      e.printStackTrace(err);
    } else {
      err.println("FETCHFOLD_JAVA_OPTS=-Dfetchfold.debug=true shows where it happened.");
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
