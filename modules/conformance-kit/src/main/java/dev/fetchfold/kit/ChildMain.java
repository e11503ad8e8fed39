package dev.fetchfold.kit;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;

/** The entry of a child JVM: the class of the subject, the class of the task, its arguments. */
final class ChildMain {
  private ChildMain() {}

  /**
   * Makes the subject anew and runs the task.
   *
   * @param arguments as {@link ChildJvm} hands them over
   * @throws Exception whatever the task throws
   */
  public static void main(String[] arguments) throws Exception {
    List<String> all = Arrays.asList(arguments);
    Subject subject = subject(all.get(0));
    ((ChildTask) make(all.get(1))).run(subject, all.subList(2, all.size()));
  }

  /** Makes a subject of a class that is one, or of a conformance test. */
  static Subject subject(String name) throws ReflectiveOperationException {
    Object made = make(name);
    return made instanceof FetcherConformance test ? test.subject() : (Subject) made;
  }

  private static Object make(String name) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }
}
