package dev.fetchfold.cli;

import dev.fetchfold.benchmarks.origin.Origin;
import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fetchfold serve}. */
@Command(
    name = "serve",
    description = "Run the playground: an origin that is slow, broken or generous as asked.")
final class ServeCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = IntegerInRange.Port.class,
      description = "Where to listen, 0 for any free port. Default: ${DEFAULT-VALUE}")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Which of this machine's names or addresses to listen on. Default: ${DEFAULT-VALUE}")
  private String host = "127.0.0.1";

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    try (Origin origin = new Origin()) {
      if (!print(listen(origin)).checkError()) {
        new CountDownLatch(1).await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.CANCELLED;
  }

  private int listen(Origin origin) {
    try {
      return origin.listen(host, port);
    } catch (IllegalStateException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "cannot listen on "
              + host
              + ":"
              + port
              + " ("
              + e.getMessage()
              + "), expected a free --port and a --host of this machine");
    }
  }

  /** Nobody knows of a playground whose address could not be written. */
  private PrintStream print(int actual) {
    PrintStream out = streams.text();
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    out.println("playground at http://" + name + ":" + actual + "/ until Ctrl-C");
    out.print(Origin.help());
    return out;
  }
}
