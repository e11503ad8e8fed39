package dev.fetchfold.kit.docs;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import java.util.concurrent.Flow;

/** What the reader of the guide has. */
interface MyFetcher extends Fetcher {
  @SuppressWarnings("DoNotCallSuggester") // examples are compiled, not run
  static MyFetcher open(FetcherConfig config) {
    throw new UnsupportedOperationException("an example, for " + config);
  }

  /** A native face. */
  Flow.Publisher<Outcome> outcomes(Batch batch);
}
