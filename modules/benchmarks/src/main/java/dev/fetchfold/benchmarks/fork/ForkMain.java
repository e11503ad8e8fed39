package dev.fetchfold.benchmarks.fork;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.work.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One contestant in a process of its own, which ends with its parent. */
public final class ForkMain {
  /** Kept, because a logger that nobody holds forgets its level. */
  private static final Logger LIBRARIES = Logger.getLogger("");

  /** What stands for the control port of an origin that is not ours. */
  public static final String NO_CONTROL = "-";

  private ForkMain() {}

  /**
   * Reads {@link Order}s and answers each with figures, or with {@code {"failed": "why"}}, on a
   * line; ends when standard input does.
   *
   * @param args {@code engine} or {@code bare}, its name, the origin's control port, the origins
   * @throws IOException if standard input breaks
   */
  public static void main(String[] args) throws IOException {
    LIBRARIES.setLevel(Level.SEVERE);
    PrintStream answers = System.out;
    System.setOut(System.err); // what a library prints is no answer
    Bench bench =
        new Bench(args[0], args[1], control(args[2]), List.of(args).subList(3, args.length));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      answers.println(answer(bench, Order.parse(line)));
    }
    Runtime.getRuntime().halt(0); // whatever threads a contestant has left
  }

  private static Optional<OriginControl> control(String port) {
    return port.equals(NO_CONTROL)
        ? Optional.empty()
        : Optional.of(new OriginControl(Integer.parseInt(port)));
  }

  private static String answer(Bench bench, Order order) throws IOException {
    try {
      return bench.run(order).line();
    } catch (Exception | OutOfMemoryError e) {
      e.printStackTrace(System.err);
      return failure(e);
    }
  }

  private static String failure(Throwable e) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.generator(line)) {
      json.writeStartObject();
      json.writeStringField("failed", e.toString());
      json.writeEndObject();
    }
    return line.toString();
  }
}
