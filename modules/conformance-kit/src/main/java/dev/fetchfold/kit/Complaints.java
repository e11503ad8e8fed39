package dev.fetchfold.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What a library's own checks complain of while an engine works, such as a call that blocks an
 * event loop. Such checks change the JVM for good, so they have one of their own: its main class
 * gathers complaints and prints them, and a test asks for what it printed.
 */
public final class Complaints {
  private static final String MARK = "! ";
  private static final String ENGINES = "dev.fetchfold.";

  private final Queue<Throwable> heard = new ConcurrentLinkedQueue<>();

  /** None so far. */
  public Complaints() {}

  /**
   * Adds one.
   *
   * @param complaint what was thrown
   */
  public void add(Throwable complaint) {
    heard.add(complaint);
  }

  /**
   * Adds a call that blocks, if this thread has come to it through a class of Fetchfold's: threads
   * of a library that have nothing to do may park.
   *
   * @param call what is called, shown with {@code toString}
   */
  public void addBlocking(Object call) {
    IllegalStateException blocked = new IllegalStateException("blocked in " + call);
    if (Stream.of(blocked.getStackTrace()).anyMatch(Complaints::isOurs)) {
      add(blocked);
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith(ENGINES) && !name.equals(Complaints.class.getName());
  }

  /**
   * Adds, from now on, all that is logged at WARNING or above by {@code java.util.logging}, and so
   * by {@link System.Logger} and by every library that finds nothing else to log with.
   */
  public void addLogged() {
    Logger root = Logger.getLogger("");
    Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
    root.addHandler(new Logged());
  }

  private final class Logged extends Handler {
    Logged() {
      setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord line) {
      if (isLoggable(line)) {
        add(
            new IllegalStateException(
                line.getLoggerName() + " logs: " + line.getMessage() + ", " + line.getThrown()));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /**
   * Takes back what was complained of, where it was provoked.
   *
   * @return whether there was anything
   */
  public boolean forget() {
    boolean any = !heard.isEmpty();
    heard.clear();
    return any;
  }

  /** Prints what there is, as {@link #of} reads it. */
  public void print() {
    heard.forEach(Complaints::print);
  }

  private static void print(Throwable complaint) {
    System.out.println(MARK + complaint);
    for (StackTraceElement frame : complaint.getStackTrace()) {
      System.out.println(MARK + "    " + frame);
    }
  }

  /**
   * Runs a main class in a JVM of its own, on the class path of this one.
   *
   * @param main a class that prints complaints at its end
   * @param options what to hand to the JVM
   * @param words what else is a complaint: every line that contains one of these
   * @return the complaints; where the JVM fails, its status and all that it printed
   * @throws IOException if it cannot be started
   * @throws InterruptedException if interrupted while it runs, which ends it
   */
  public static List<String> of(Class<?> main, List<String> options, String... words)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("complaints", ".txt");
    Process child = start(main, options, output);
    try {
      int status = child.waitFor();
      Stream<String> lines = Files.readAllLines(output).stream();
      return status == 0
          ? lines.filter(line -> isOne(line, words)).toList()
          : Stream.concat(Stream.of("exit status " + status), lines).toList();
    } finally {
      child.destroyForcibly();
      Files.delete(output);
    }
  }

  private static Process start(Class<?> main, List<String> options, Path output)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static boolean isOne(String line, String... words) {
    return line.startsWith(MARK) || Arrays.stream(words).anyMatch(line::contains);
  }
}
