package dev.fetchfold.kit.naive;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Subject;
import java.util.List;

/** {@link NaiveJdkFetcher}, to be tested. */
final class NaiveJdk implements Subject {
  @Override
  public String name() {
    return "naive-jdk";
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return new NaiveJdkFetcher(config);
  }

  @Override
  public List<Face> faces() {
    return List.of(FoldingFace.fetch(), FoldingFace.fetchAsync());
  }
}
