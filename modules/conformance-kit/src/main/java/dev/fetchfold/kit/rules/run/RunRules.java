package dev.fetchfold.kit.rules.run;

import java.util.List;

/** The rules about runs: batch, bounds, order, demand, cancel, fold, close. */
public final class RunRules {
  /** The classes of their checks. */
  public static final List<Class<?>> CLASSES =
      List.of(
          BatchChecks.class,
          SourceChecks.class,
          BlockingChecks.class,
          BoundChecks.class,
          TurnChecks.class,
          TransportChecks.class,
          PermitChecks.class,
          CrowdChecks.class,
          NestingChecks.class,
          OrderChecks.class,
          CancelChecks.class,
          AbortChecks.class,
          SweepChecks.class,
          RaceChecks.class,
          UnwantedChecks.class,
          StopChecks.class,
          DemandChecks.class,
          BeginChecks.class,
          FoldChecks.class,
          ThrowChecks.class,
          LockChecks.class,
          TimerChecks.class,
          InterruptChecks.class,
          CloseChecks.class,
          AfterCloseChecks.class,
          ReleaseChecks.class,
          ResidueChecks.class);

  private RunRules() {}
}
