package dev.fetchfold.kit.rules;

import java.util.List;

/** The rules about runs: batch, bounds, order, demand, cancel, fold, close. */
final class RunRules {
  static final List<Class<?>> CLASSES = List.of();

  private RunRules() {}
}
