package dev.fetchfold.kit.naive;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FoldingFace;
import dev.fetchfold.kit.Subject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import reactor.core.scheduler.Schedulers;

/** {@link NaiveReactorFetcher}, to be tested. */
final class NaiveReactor implements Subject {
  @Override
  public String name() {
    return "naive-reactor";
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return new NaiveReactorFetcher(config);
  }

  @Override
  public List<Face> faces() {
    return List.of(FoldingFace.fetch(), FoldingFace.fetchAsync(), Face.publisher());
  }

  @Override
  public Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> Schedulers.parallel().schedule(task));
  }
}
