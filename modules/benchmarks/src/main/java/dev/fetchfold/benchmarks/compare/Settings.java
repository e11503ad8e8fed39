package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.benchmarks.fork.BareClient;
import dev.fetchfold.benchmarks.work.Workload;
import dev.fetchfold.policy.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was set, where it is not the default.
 *
 * @param where the workload, or the bare client
 * @param option its name
 * @param usual the library's default
 * @param used the value used
 */
record Settings(String where, String option, String usual, String used) {

  /** Of every workload with engines, and of every bare client. */
  static List<Settings> of(Results results, Optional<Integer> bound) {
    List<Settings> all = new ArrayList<>();
    for (Workload workload : results.workloads()) {
      FetcherConfig config = bound.map(workload::config).orElseGet(workload::config);
      all.addAll(differences(workload.toString(), FetcherConfig.defaults(), config));
    }
    for (Entry entry : results.entries()) {
      if (entry instanceof Entry.Bare bare) {
        all.addAll(of(bare.client(), bound));
      }
    }
    return all;
  }

  private static List<Settings> of(BareClient client, Optional<Integer> bound) {
    String used = bound.map(Object::toString).orElse("the workload's bound");
    return client.settings().stream()
        .map(setting -> new Settings("bare " + client, setting.name(), setting.usual(), used))
        .toList();
  }

  private static List<Settings> differences(String where, FetcherConfig usual, FetcherConfig used) {
    List<Settings> all =
        List.of(
            new Settings(
                where, "maxConcurrency", text(usual.maxConcurrency()), text(used.maxConcurrency())),
            new Settings(
                where, "maxPerOrigin", text(usual.maxPerOrigin()), text(used.maxPerOrigin())),
            new Settings(where, "defaultWindow", text(Windows.of(usual)), text(Windows.of(used))),
            new Settings(
                where,
                "attemptTimeout",
                usual.attemptTimeout().toMillis() + " ms",
                used.attemptTimeout().toMillis() + " ms"),
            new Settings(
                where,
                "retry.maxAttempts",
                text(usual.retry().maxAttempts()),
                text(used.retry().maxAttempts())),
            new Settings(
                where,
                "retry.base",
                usual.retry().base().toMillis() + " ms",
                used.retry().base().toMillis() + " ms"));
    return all.stream().filter(setting -> !setting.usual.equals(setting.used)).toList();
  }

  private static String text(int value) {
    return Integer.toString(value);
  }
}
