package dev.fetchfold.kit.rules;

import java.util.List;

/** The rules about exchanges: outcomes, time, retries, redirects, security, bodies, connections. */
final class ExchangeRules {
  static final List<Class<?>> CLASSES = List.of();

  private ExchangeRules() {}
}
