package dev.fetchfold.kit.rules;

import dev.fetchfold.kit.rules.exchange.ExchangeRules;
import dev.fetchfold.kit.rules.run.RunRules;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every class that holds checks. A class has a constructor without parameters, and methods
 * annotated {@link dev.fetchfold.kit.Observes} with one parameter of type {@link
 * dev.fetchfold.kit.Trial}.
 */
public final class Catalogue {
  private Catalogue() {}

  /**
   * The classes, in the order of the specification's areas where it matters to nobody.
   *
   * @return all classes with checks
   */
  public static List<Class<?>> classes() {
    return Stream.of(RunRules.CLASSES, ExchangeRules.CLASSES).flatMap(List::stream).toList();
  }
}
