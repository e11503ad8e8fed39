package dev.fetchfold.kit.rules.exchange;

import static dev.fetchfold.kit.Rule.OUT_05;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.Outcome;
import dev.fetchfold.Target;
import dev.fetchfold.kit.AskingFace;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Isolated;
import dev.fetchfold.kit.Observes;
import dev.fetchfold.kit.Run;
import dev.fetchfold.kit.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** OUT-05: what comes too late changes nothing and reaches nobody. */
final class LateChecks {
  private static final int ROUNDS = 20;
  private static final int COUNT = 3 * Mixture.Kind.values().length;
  private static final Duration SOON = Duration.ofMillis(5);

  @Isolated
  @Observes(
      value = OUT_05,
      through = {FoldingFace.class, AskingFace.class})
  void aStormReachesNoGlobalHandler(Trial trial) throws Exception {
    Mixture mixture = new Mixture(trial);
    GlobalHandlers handlers = trial.keep(new GlobalHandlers());
    Fetcher fetcher = trial.open(Mixture.config());
    List<Run> runs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      runs.add(mixture.runAndCancel(trial, fetcher, batch(mixture, round), 1 + round));
    }
    fetcher.close();
    mixture.origin().ledger().fence();
    trial.expectEqual("what reached a global handler", List.of(), handlers.heard());
    runs.forEach(run -> expectOnce(trial, run));
  }

  @Isolated
  @Observes(
      value = OUT_05,
      through = {FoldingFace.class, AskingFace.class})
  void aCloseBehindACancelReachesNoGlobalHandler(Trial trial) throws Exception {
    Mixture mixture = new Mixture(trial);
    GlobalHandlers handlers = trial.keep(new GlobalHandlers());
    for (int round = 0; round < ROUNDS; round++) {
      Fetcher fetcher = trial.open(Mixture.config());
      Run unused = mixture.runAndCancel(trial, fetcher, batch(mixture, round), 1 + round);
      fetcher.close();
    }
    mixture.origin().ledger().fence();
    trial.expectEqual("what reached a global handler", List.of(), handlers.heard());
  }

  /** Every third target has so little time that its timeout meets its reply. */
  private static Batch batch(Mixture mixture, int round) {
    List<Target> targets = mixture.targets(COUNT);
    return Batch.of(
        targets.stream()
            .map(target -> targets.indexOf(target) % 3 == round % 3 ? hurried(target) : target)
            .toList());
  }

  private static Target hurried(Target target) {
    return target.attemptTimeout(SOON);
  }

  private static void expectOnce(Trial trial, Run run) {
    List<Long> indices = run.begun().stream().map(Outcome::index).toList();
    trial.expectEqual("indices, each once", indices.stream().distinct().toList(), indices);
  }
}
