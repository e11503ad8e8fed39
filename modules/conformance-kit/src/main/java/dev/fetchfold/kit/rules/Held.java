package dev.fetchfold.kit.rules;

import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.kit.origin.Ledger;
import dev.fetchfold.kit.origin.OriginServer;
import dev.fetchfold.kit.origin.Script;
import java.util.List;

/** An origin that never replies under {@code /held}, and replies at once under {@code /quick}. */
final class Held {
  private final OriginServer origin;

  Held(Trial trial) {
    origin = trial.origin().on("/held", Script.hang()).on("/quick", Script.text("quick"));
  }

  OriginServer origin() {
    return origin;
  }

  Ledger ledger() {
    return origin.ledger();
  }

  Target target(int index) {
    return Given.target(origin, "/held", index);
  }

  Target quick(int index) {
    return Given.target(origin, "/quick", index);
  }

  List<Target> targets(int count) {
    return Given.targets(origin, "/held", count);
  }

  void awaitHeads(int count) throws InterruptedException {
    Given.awaitHeads(ledger(), "/held", count);
  }

  /** Every held exchange was ended by the client. */
  void awaitAborted() throws InterruptedException {
    ledger().await("every attempt to be aborted", seen -> seen.openExchanges() == 0);
  }
}
