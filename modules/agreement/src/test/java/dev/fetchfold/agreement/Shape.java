package dev.fetchfold.agreement;

import dev.fetchfold.site.source.Role;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The shape that all engines have, as data, beside what the page knows of it. */
final class Shape {
  /** For the text of a file after its imports. */
  static final int LINES_OF_A_FILE = 250;

  /** For the mean of the files that every engine has: about 150. */
  static final int MEAN_LINES = 160;

  static final int COLUMNS = 100;

  /** The files that every engine has; {@code Fetcher} stands for its public class. */
  static final List<Role> PARTS = List.of(Role.values());

  /**
   * The one region in parts: what is set of the client stands last in {@code Exchange}, what is set
   * of threads last in {@code Fetcher}, or in a file of its own; every engine has one of them.
   */
  static final String CONFIGURE = "configure";

  static final List<String> MAY_CONFIGURE = List.of("Exchange", "Fetcher");

  /** What makes a file know a client. */
  static final Pattern CLIENT =
      Pattern.compile(
          "(?m)^import (org\\.apache\\.hc|dev\\.fetchfold\\.(httpcore5|netty)|reactor\\.netty"
              + "|io\\.netty|io\\.vertx\\.core\\.(http|net|internal\\.net|spi|transport))\\.");

  /** Take a part of the client that their user lends. */
  static final Set<String> LENDING = Set.of("ReactorFetcher");

  static final List<String> QUESTIONS =
      List.of("Who waits:", "Who wakes:", "Who owns the books:", "How cancel travels:");

  /** What an engine has beside {@link #PARTS}, by file, and what for. */
  static final Map<String, Map<String, String>> EXTRA_FILES =
      Map.of(
          "reactor",
          Map.of(
              "Clients", "Exchange: a pool per origin that is forgotten when it is idle",
              "Faults", "Exchange: what the library's exceptions mean",
              "ExchangeProgress", "Exchange: the abort of a connection that is being made",
              "Resolution", "Exchange: the configured resolver, as Netty asks for it",
              "Resources", "Exchange: event loops and pools, own or lent",
              "RunFlux", "Fetcher: the Flux face"),
          "rxjava",
          Map.of(
              "RunFlowable", "Fetcher: the Flowable face",
              "Workers", "Fetcher: schedulers that no application replaces or shuts down"),
          "vertx",
          Map.ofEntries(
              Map.entry("Cancel", "Attempts: the cancel of a run as its targets see it"),
              Map.entry("Channels", "Exchange: sockets from their first moment on"),
              Map.entry("Connections", "Exchange: a pool whose waiters can leave"),
              Map.entry("Engines", "Exchange: TLS as Vert.x asks for it"),
              Map.entry("Faults", "Exchange: what the library's exceptions mean"),
              Map.entry("Names", "Exchange: the configured resolver, off the event loop"),
              Map.entry("OutcomeStream", "Fetcher: the ReadStream face"),
              Map.entry("Resources", "Fetcher: a Vertx, own or lent"),
              Map.entry("VertxRun", "Fetcher: the Future face")));

  /** Each tagged once over the files named, in every engine: where it is enforced there. */
  static final Map<String, List<String>> RULES =
      Map.ofEntries(
          Map.entry("BATCH-04", List.of("Delivery")),
          Map.entry("BOUND-05", List.of("Admission")),
          Map.entry("BOUND-06", List.of("Attempts")),
          Map.entry("CANCEL-02", List.of("Admission", "Attempts", "Delivery")),
          Map.entry("CANCEL-03", List.of("Delivery")),
          Map.entry("CANCEL-04", List.of("Admission")),
          Map.entry("CLOSE-02", List.of("Fetcher")),
          Map.entry("DEMAND-02", List.of("Delivery")),
          Map.entry("ORDER-01", List.of("Delivery")),
          Map.entry("ORDER-02", List.of("Delivery")),
          Map.entry("TIME-01", List.of("Attempts")),
          Map.entry("TIME-04", List.of("Delivery")),
          Map.entry("TIME-05", List.of("Attempts")),
          Map.entry("TIME-06", List.of("Exchange", "Attempts")));

  /** Tagged in every engine wherever it makes threads, and by the aborts of its exchange. */
  static final List<String> RULES_ANYWHERE = List.of("CANCEL-03", "CLOSE-03", "FOLD-05");

  /**
   * Enforced once for all engines: tagged in {@code policy}, {@code support}, {@code url} or the
   * public types.
   */
  static final List<String> RULES_SHARED =
      List.of(
          "BATCH-03",
          "BATCH-05",
          "BATCH-07",
          "BATCH-08",
          "BODY-01",
          "BODY-02",
          "BODY-03",
          "BODY-04",
          "BOUND-01",
          "BOUND-02",
          "BOUND-03",
          "BOUND-08",
          "BOUND-09",
          "BOUND-10",
          "CANCEL-01",
          "CANCEL-07",
          "CLOSE-01",
          "CLOSE-04",
          "DEMAND-01",
          "DEMAND-03",
          "DEMAND-05",
          "FOLD-01",
          "FOLD-02",
          "FOLD-03",
          "FOLD-06",
          "OBS-01",
          "OUT-03",
          "OUT-05",
          "OUT-07",
          "REDIRECT-01",
          "REDIRECT-02",
          "REDIRECT-03",
          "RETRY-01",
          "RETRY-02",
          "RETRY-03",
          "RETRY-04",
          "SEC-01",
          "SEC-04",
          "TIME-03",
          "TIME-07");

  /**
   * Enforced once per HTTP client: in {@code httpcore5}, and beside the other engines' exchange.
   */
  static final List<String> RULES_OF_CLIENTS =
      List.of(
          "BOUND-04",
          "CANCEL-06",
          "CONN-01",
          "CONN-02",
          "CONN-03",
          "OUT-04",
          "SEC-02",
          "SEC-06",
          "TIME-02");

  private Shape() {}
}
