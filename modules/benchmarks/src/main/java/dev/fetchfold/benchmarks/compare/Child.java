package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.fork.Jvm;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM of ours with the class path of this one, spoken to line by line. */
final class Child implements AutoCloseable {
  private static final long END_S = 30;

  private final String name;
  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;
  private final Path log;

  private Child(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.from = process.inputReader(StandardCharsets.UTF_8);
    this.to = process.outputWriter(StandardCharsets.UTF_8);
    this.log = log;
  }

  /** A child ended, or fell silent; the message is for the user. */
  static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    Lost(String message) {
      super(message);
    }
  }

  /**
   * Starts one.
   *
   * @param name what to call it in messages
   * @param main its main class
   * @param args its arguments
   * @return the child, to be closed
   * @throws IOException if it cannot be started
   */
  static Child start(String name, Class<?> main, List<String> args) throws IOException {
    Path log = Files.createTempFile("fetchfold-", ".log");
    Process process =
        new ProcessBuilder(Jvm.command(main, args)).redirectError(log.toFile()).start();
    return new Child(name, process, log);
  }

  /**
   * Says a line and waits for the answer.
   *
   * @param line what to say
   * @param patience how long to wait
   * @return one line
   * @throws Lost if there is none
   * @throws InterruptedException if interrupted while it waits
   */
  String ask(String line, Duration patience) throws Lost, InterruptedException {
    try {
      to.write(line + "\n");
      to.flush();
    } catch (IOException e) {
      throw lost("has ended", e);
    }
    return hear(patience);
  }

  /**
   * Waits for a line.
   *
   * @param patience how long
   * @return the line
   * @throws Lost if none comes
   * @throws InterruptedException if interrupted while it waits
   */
  String hear(Duration patience) throws Lost, InterruptedException {
    try {
      return CompletableFuture.supplyAsync(this::read)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw lost("said nothing for " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw lost("has ended", e);
    }
  }

  private String read() {
    try {
      String line = from.readLine();
      if (line == null) {
        throw new IOException("end of its output");
      }
      return line;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private Lost lost(String how, Exception cause) {
    String code = process.isAlive() ? "" : " with exit code " + process.exitValue();
    Lost lost = new Lost(name + " " + how + code + lastWords());
    lost.initCause(cause);
    return lost;
  }

  private String lastWords() {
    try {
      return Files.readAllLines(log).stream()
          .filter(line -> !line.isBlank())
          .findFirst()
          .map(line -> ": " + line)
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END_S, TimeUnit.SECONDS);
      Files.deleteIfExists(log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.toFile().deleteOnExit();
    }
  }
}
