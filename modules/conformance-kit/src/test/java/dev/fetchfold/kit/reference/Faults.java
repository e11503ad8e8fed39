package dev.fetchfold.kit.reference;

import java.util.Set;

/** What is broken in a reference fetcher. */
record Faults(Set<Fault> present) {
  Faults {
    present = Set.copyOf(present);
  }

  static Faults none() {
    return new Faults(Set.of());
  }

  static Faults of(Fault fault) {
    return new Faults(Set.of(fault));
  }

  boolean has(Fault fault) {
    return present.contains(fault);
  }
}
