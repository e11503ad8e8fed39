package dev.fetchfold.agreement.soak;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The reports of the engines, to be read. */
final class SoakTable {
  private SoakTable() {}

  static String of(Plan plan, List<JsonObject> reports) {
    StringBuilder text = new StringBuilder("# Soak\n\n");
    text.append(
        "%,d fetches over %,d origins, %,d further origins in vain, seed %d. Heaps after GC.\n\n"
            .formatted(plan.fetches(), plan.origins(), plan.crowd(), plan.seed()));
    text.append("| Engine | Faults | Seconds | Heap, warm | after the storm | after the crowd |\n");
    text.append("|---|---|---|---|---|---|\n");
    reports.forEach(report -> text.append(row(report)));
    return text.toString();
  }

  private static String row(JsonObject report) {
    return "| %s | %d | %d | %s | %s | %s |\n"
        .formatted(
            report.getString("engine"),
            report.getInteger("faults"),
            report.getInteger("seconds"),
            kibibytes(report, "heapWarm"),
            kibibytes(report, "heapAfterStorm"),
            kibibytes(report, "heapAfterCrowd"));
  }

  private static String kibibytes(JsonObject report, String name) {
    return "%,d KiB".formatted(report.getLong(name, 0L) / 1024);
  }
}
