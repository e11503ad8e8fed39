package dev.fetchfold.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A JVM of its own, for what must not or cannot be seen from within this one. */
public final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean silent;

  private ChildJvm(Process process) {
    this.process = process;
  }

  static ChildJvm start(
      Subject subject,
      Class<? extends ChildTask> task,
      List<String> options,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ChildMain.class.getName(), recipe(subject), task.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ChildJvm child = new ChildJvm(process);
    Thread.ofPlatform().daemon().name("kit-child").start(child::read);
    return child;
  }

  /**
   * Waits for the JVM to end.
   *
   * @return its exit status
   * @throws InterruptedException if the watchdog gives up
   */
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits for a line of output.
   *
   * @param start how the line begins
   * @return the first line that begins so
   * @throws InterruptedException if the watchdog gives up
   */
  public String awaitLine(String start) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      int seen = 0;
      while (true) {
        for (; seen < lines.size(); seen++) {
          if (lines.get(seen).startsWith(start)) {
            return lines.get(seen);
          }
        }
        if (silent) {
          throw new Mismatch("a line that begins with \"" + start + "\"", toString());
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * What the JVM has printed to standard output and standard error.
   *
   * @return a copy
   */
  public List<String> output() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  /** Kills the JVM. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Shows the state of the JVM and its output. */
  @Override
  public String toString() {
    String state = process.isAlive() ? "running" : "exit status " + process.exitValue();
    return "child JVM: " + state + ", output " + output();
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException | UncheckedIOException e) {
      add("output ended with " + e);
    } finally {
      fallSilent();
    }
  }

  private void add(String line) {
    lock.lock();
    try {
      lines.add(line);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fallSilent() {
    lock.lock();
    try {
      silent = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static String recipe(Subject subject) {
    Class<?> recipe = subject.recipe();
    boolean again = Subject.class.isAssignableFrom(recipe) || isTest(recipe);
    if (!again || recipe.isHidden() || recipe.isSynthetic()) {
      throw new NotOffered("a subject that a child JVM can make anew, not " + recipe.getName());
    }
    return recipe.getName();
  }

  private static boolean isTest(Class<?> recipe) {
    return FetcherConformance.class.isAssignableFrom(recipe);
  }
}
