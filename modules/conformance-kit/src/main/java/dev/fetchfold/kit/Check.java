package dev.fetchfold.kit;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** A check: one method that observes a rule or more. */
public final class Check {
  private final Method method;
  private final List<Rule> rules;
  private final List<Class<? extends Face>> through;

  private Check(Method method, Observes observes) {
    this.method = method;
    this.rules = List.of(observes.value());
    this.through = List.of(observes.through());
  }

  /**
   * The checks of some classes.
   *
   * @param classes classes with methods that are annotated {@link Observes}
   * @return the checks by class, in each class by name
   */
  public static List<Check> of(List<Class<?>> classes) {
    return classes.stream().flatMap(type -> of(type).stream()).toList();
  }

  private static List<Check> of(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Observes.class))
        .sorted(java.util.Comparator.comparing(Method::getName))
        .map(method -> new Check(method, method.getAnnotation(Observes.class)))
        .toList();
  }

  /**
   * The check's name.
   *
   * @return the method's name
   */
  public String name() {
    return method.getName();
  }

  /**
   * What it observes.
   *
   * @return one rule or more
   */
  public List<Rule> rules() {
    return rules;
  }

  /**
   * Whether it runs alone, after the rest.
   *
   * @return true if it is annotated {@link Isolated}
   */
  public boolean isApart() {
    return method.isAnnotationPresent(Isolated.class);
  }

  /**
   * The faces of a subject that it runs through.
   *
   * @param subject the subject
   * @return its faces, or only {@code fetch}, or those of the kinds that it names
   */
  public List<Face> faces(Subject subject) {
    return among(subject.faces());
  }

  /** Those of some faces that it would run through. */
  List<Face> among(List<Face> faces) {
    return faces.stream().filter(this::goesThrough).toList();
  }

  /**
   * Runs it once.
   *
   * @param subject what to test
   * @param face what to go through
   * @param options how long it may take
   * @return one result per rule
   * @throws InterruptedException if the calling thread is interrupted
   */
  public List<Result> run(Subject subject, Face face, Options options) throws InterruptedException {
    Result first = new Watched(this, subject, face).run(options.watchdog());
    return rules.stream().map(first::under).toList();
  }

  /** Calls the method; what it throws comes out as it is. */
  void call(Trial trial) throws Throwable {
    Constructor<?> constructor = method.getDeclaringClass().getDeclaredConstructor();
    constructor.setAccessible(true);
    method.setAccessible(true);
    try {
      method.invoke(constructor.newInstance(), trial);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Shows class and method. */
  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private boolean goesThrough(Face face) {
    return through.isEmpty() ? holdsForAll() || isFetch(face) : isThrough(face);
  }

  private static boolean isFetch(Face face) {
    return face.name().equals(FoldingFace.fetch().name());
  }

  private boolean holdsForAll() {
    return !method.isAnnotationPresent(SingleRun.class)
        && rules.stream().anyMatch(rule -> rule.faces() == Rule.Faces.ALL);
  }

  private boolean isThrough(Face face) {
    return through.stream().anyMatch(kind -> kind.isInstance(face));
  }
}
