package dev.fetchfold.agreement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the engines made of one reply, against what is allowed, against each other, and against the
 * declared differences.
 *
 * @param reply the reply
 * @param seen what each engine made of it
 * @param declared the differences declared for this reply
 */
record Verdict(RawReply reply, Map<String, Behaviour> seen, List<Difference> declared) {

  /** A sentence for each thing that is wrong; empty if all is well. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    undeclared().forEach((engine, made) -> addNotAllowed(engine, made, faults));
    addDisagreement(faults);
    declared.forEach(each -> addUnfounded(each, faults));
    seen.forEach((engine, made) -> addNeedless(engine, made, faults));
    return faults;
  }

  private Map<String, Behaviour> undeclared() {
    Map<String, Behaviour> rest = new TreeMap<>(seen);
    rest.entrySet().removeIf(each -> isDeclared(each.getKey(), each.getValue()));
    return rest;
  }

  boolean isDeclared(String engine, Behaviour made) {
    return declared.stream().anyMatch(each -> each.covers(engine, made));
  }

  private void addNotAllowed(String engine, Behaviour made, List<String> faults) {
    if (!reply.allowed().contains(made)) {
      faults.add(
          "%s: %s makes %s of it, expected %s".formatted(what(), engine, made, reply.allowed()));
    }
  }

  private void addDisagreement(List<String> faults) {
    Map<Behaviour, Set<String>> sides = new LinkedHashMap<>();
    undeclared()
        .forEach((engine, made) -> sides.computeIfAbsent(made, x -> new TreeSet<>()).add(engine));
    if (sides.size() > 1) {
      faults.add("%s: the engines disagree: %s".formatted(what(), sides));
    }
  }

  /** A declaration that has come to be wrong is removed, not kept for later. */
  private void addUnfounded(Difference difference, List<String> faults) {
    for (String engine : new TreeSet<>(difference.engines())) {
      Behaviour made = seen.get(engine);
      if (made != null && !difference.covers(engine, made)) {
        faults.add(
            "%s: %s is declared to make %s of it, and makes %s"
                .formatted(what(), engine, difference.behaviour(), made));
      }
    }
  }

  /** Nor is one that declares what the others do as well. */
  private void addNeedless(String engine, Behaviour made, List<String> faults) {
    boolean different = !undeclared().containsValue(made) || !reply.allowed().contains(made);
    if (isDeclared(engine, made) && !different) {
      faults.add(
          "%s: %s is declared to make %s of it, as others do".formatted(what(), engine, made));
    }
  }

  private String what() {
    return reply.id() + " (" + reply.note() + ")";
  }
}
