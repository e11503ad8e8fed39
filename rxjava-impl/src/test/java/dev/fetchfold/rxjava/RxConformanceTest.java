package dev.fetchfold.rxjava;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.Batch;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.kit.Face;
import dev.fetchfold.kit.FetcherConformance;
import dev.fetchfold.kit.FoldingFace.Folding;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.reactivestreams.FlowAdapters;

/** The specification, as engine {@code rxjava} keeps it; and no error is undeliverable (OUT-05). */
class RxConformanceTest extends FetcherConformance {
  private static final Queue<Throwable> UNDELIVERABLE = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void watch() {
    RxJavaPlugins.setErrorHandler(UNDELIVERABLE::add);
  }

  @AfterAll
  static void nothingWasUndeliverable() {
    RxJavaPlugins.setErrorHandler(null);
    assertEquals(List.of(), List.copyOf(UNDELIVERABLE));
  }

  @Override
  protected Fetcher open(FetcherConfig config) {
    return RxFetcher.open(config);
  }

  /** As {@code Fetchers} knows it. */
  @Override
  protected String name() {
    return "rxjava";
  }

  @Override
  protected List<Face> faces() {
    List<Face> faces = new ArrayList<>(Face.standard());
    faces.add(Face.ofPublisher("flowable", RxConformanceTest::flowable));
    faces.add(Face.ofFold("maybe", RxConformanceTest::maybe));
    return faces;
  }

  @Override
  protected Optional<Executor> nonBlockingThread() {
    return Optional.of(task -> Schedulers.computation().scheduleDirect(task));
  }

  private static Flow.Publisher<Outcome> flowable(Fetcher fetcher, Batch batch) {
    return FlowAdapters.toFlowPublisher(((RxFetcher) fetcher).flowable(batch));
  }

  /** What is disposed of says nothing more: that it was, the kit hears from here. */
  private static Folding maybe(Fetcher fetcher, Batch batch, Fold<Object> fold) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    Disposable run =
        ((RxFetcher) fetcher)
            .fold(batch, fold)
            .doOnDispose(() -> result.completeExceptionally(new CancellationException()))
            .subscribe(
                result::complete, result::completeExceptionally, () -> result.complete(null));
    return new Folding(result, run::dispose);
  }
}
