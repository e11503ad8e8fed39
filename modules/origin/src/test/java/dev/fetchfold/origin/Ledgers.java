package dev.fetchfold.origin;

import java.util.function.Predicate;

/** What the tests ask a ledger. */
final class Ledgers {
  private Ledgers() {}

  static Predicate<Ledger> closed(int count) {
    return ledger -> ledger.entries(Entry.Closed.class).size() == count;
  }

  static Entry.Closer closer(Ledger ledger) {
    return ledger.entries(Entry.Closed.class).get(0).by();
  }
}
