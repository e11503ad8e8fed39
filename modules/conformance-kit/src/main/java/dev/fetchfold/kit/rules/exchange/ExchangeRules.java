package dev.fetchfold.kit.rules.exchange;

import java.util.List;

/** The rules about exchanges: outcomes, time, retries, redirects, security, bodies, connections. */
public final class ExchangeRules {
  /** The classes of their checks. */
  public static final List<Class<?>> CLASSES =
      List.of(
          TargetRows.class,
          ConnectRows.class,
          TlsRows.class,
          EndRows.class,
          TimeRows.class,
          HeadRows.class,
          BodyRows.class,
          ChunkRows.class,
          EndlessRows.class,
          GzipRows.class,
          StatusRows.class,
          ConnectionRows.class,
          RefusalChecks.class,
          OutcomeChecks.class,
          StrayChecks.class,
          LateChecks.class,
          WireChecks.class,
          TimingChecks.class,
          DeadlineChecks.class,
          RetryChecks.class,
          RedirectChecks.class,
          AddressChecks.class,
          SecurityChecks.class,
          SecretChecks.class,
          BodyChecks.class,
          ConnectionChecks.class,
          ReuseChecks.class,
          ListenerChecks.class);

  private ExchangeRules() {}
}
