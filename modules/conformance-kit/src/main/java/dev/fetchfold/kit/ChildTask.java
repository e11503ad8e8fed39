package dev.fetchfold.kit;

import java.util.List;

/** What a child JVM does: it ends when this has returned and no thread keeps it alive. */
@FunctionalInterface
public interface ChildTask {

  /**
   * Does it. What is printed to standard output reaches {@link ChildJvm#awaitLine}.
   *
   * @param subject the subject, made anew in this JVM
   * @param arguments what the check handed over
   * @throws Exception to end the JVM with status 1, and the stack trace in its output
   */
  void run(Subject subject, List<String> arguments) throws Exception;
}
