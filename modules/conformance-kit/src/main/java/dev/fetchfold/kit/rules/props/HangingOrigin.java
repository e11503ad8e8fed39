package dev.fetchfold.kit.rules.props;

import dev.fetchfold.Target;
import dev.fetchfold.kit.Trial;
import dev.fetchfold.origin.Ledger;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;
import java.util.List;

/** An origin that never replies under {@code /held}, and replies at once under {@code /quick}. */
public final class HangingOrigin {
  private final OriginServer origin;

  /**
   * Begins to serve.
   *
   * @param trial who needs it
   */
  public HangingOrigin(Trial trial) {
    origin = trial.origin().on("/held", Script.hang()).on("/quick", Script.text("quick"));
  }

  /**
   * The server.
   *
   * @return the server
   */
  public OriginServer origin() {
    return origin;
  }

  /**
   * What it saw.
   *
   * @return its ledger
   */
  public Ledger ledger() {
    return origin.ledger();
  }

  /**
   * A target that gets no reply.
   *
   * @param index its position in the batch
   * @return the target
   */
  public Target target(int index) {
    return Given.target(origin, "/held", index);
  }

  /**
   * A target that gets its reply at once.
   *
   * @param index its position in the batch
   * @return the target
   */
  public Target quick(int index) {
    return Given.target(origin, "/quick", index);
  }

  /**
   * Targets that get no reply.
   *
   * @param count how many
   * @return the targets
   */
  public List<Target> targets(int count) {
    return Given.targets(origin, "/held", count);
  }

  /**
   * Waits for requests that get no reply.
   *
   * @param count how many at least
   * @throws InterruptedException if the waiting is interrupted
   */
  public void awaitHeads(int count) throws InterruptedException {
    Given.awaitHeads(ledger(), "/held", count);
  }

  /**
   * Every held exchange was ended by the client.
   *
   * @throws InterruptedException if the waiting is interrupted
   */
  public void awaitAborted() throws InterruptedException {
    ledger().await("every attempt to be aborted", seen -> seen.openExchanges() == 0);
  }
}
