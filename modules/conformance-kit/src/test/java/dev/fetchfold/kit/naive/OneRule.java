package dev.fetchfold.kit.naive;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.ConformanceMain;
import dev.fetchfold.kit.Subject;
import dev.fetchfold.origin.OriginServer;
import dev.fetchfold.origin.Script;

/** What runs in the JVM of one rule. */
final class OneRule {
  private OneRule() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName(arguments[0]);
    fetchOnce(type.asSubclass(Subject.class).getDeclaredConstructor().newInstance());
    ConformanceMain.main(arguments);
  }

  /** A library that is still being loaded is not a check that hangs. */
  private static void fetchOnce(Subject subject) {
    try (OriginServer origin = OriginServer.start().otherwise(Script.text("ok"));
        Fetcher fetcher = subject.open(FetcherConfig.defaults())) {
      fetcher.fetch(Batch.urls(origin.url("/")));
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }
}
