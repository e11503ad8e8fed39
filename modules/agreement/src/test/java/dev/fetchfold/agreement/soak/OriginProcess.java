package dev.fetchfold.agreement.soak;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The {@link Origin} in its JVM, as seen from the engine's. Its origins are names, since a scheme,
 * a name and a port make an origin: a resolver maps them all to this machine.
 */
final class OriginProcess implements AutoCloseable {
  private static final String UNKNOWN = ".unknown";

  /** TCP port service multiplexer: nothing listens there. */
  private static final int REFUSED = 1;

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter orders;
  private final List<Integer> ports;

  /** What the origin counts. */
  record Counts(int connections, int held, int mostHeld) {}

  OriginProcess() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Origin.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    orders = process.outputWriter(StandardCharsets.UTF_8);
    ports = Arrays.stream(hear().split(" ", -1)).map(Integer::valueOf).toList();
  }

  /** The nth origin; different numbers are different origins. */
  String url(int number) {
    return "http://o%d.soak:%d".formatted(number, ports.get(number % ports.size()));
  }

  /** An origin that cannot be reached: its name is unknown, or its port refuses. */
  String unreachableUrl(int number) {
    return number % 2 == 0
        ? "http://o%d%s".formatted(number, UNKNOWN)
        : "http://o%d.soak:%d".formatted(number, REFUSED);
  }

  static List<InetAddress> resolve(String host) throws UnknownHostException {
    if (host.endsWith(UNKNOWN)) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  Counts counts() throws IOException {
    List<Integer> counts =
        Arrays.stream(ask("counts").split(" ", -1)).map(Integer::valueOf).toList();
    return new Counts(counts.get(0), counts.get(1), counts.get(2));
  }

  /** Lets the held requests go that are there now. */
  void open() throws IOException {
    ask("open");
  }

  void forgetPeak() throws IOException {
    ask("forget");
  }

  @Override
  public void close() {
    process.destroy();
  }

  private String ask(String order) throws IOException {
    orders.write(order + "\n");
    orders.flush();
    return hear();
  }

  private String hear() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the origin has ended");
    }
    return line;
  }
}
