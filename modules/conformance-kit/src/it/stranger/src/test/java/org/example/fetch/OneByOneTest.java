package org.example.fetch;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Waiver;
import java.util.List;

@Waiver(
    rule = Rule.OUT_07,
    reason = "The client adds a User-Agent of its own, and asks for no gzip.",
    issue = "https://example.org/fetch/issues/7")
class OneByOneTest extends FetcherConformance {
  @Override
  protected Fetcher open(FetcherConfig config) {
    return new OneByOne(config);
  }

  @Override
  protected List<Face> faces() {
    return List.of(FoldingFace.fetch());
  }
}
