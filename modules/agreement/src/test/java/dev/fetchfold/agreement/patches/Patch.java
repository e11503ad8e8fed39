package dev.fetchfold.agreement.patches;

import java.util.List;

/**
 * One fault.
 *
 * @param engine whose it is, and with which it is run
 * @param name unique within the engine
 * @param kind what such faults have in common
 * @param rules patterns of the rules that are expected to catch it
 * @param breaks what goes wrong then, in a sentence
 * @param survives why no check can see it; empty where one is expected to
 * @param changes at least one
 */
record Patch(
    String engine,
    String name,
    String kind,
    List<String> rules,
    String breaks,
    String survives,
    List<Change> changes) {

  @Override
  public String toString() {
    return engine + ": " + name;
  }
}
