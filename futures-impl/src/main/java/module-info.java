/** Fetches with {@code CompletableFuture}. */
module dev.fetchfold.futures {
  requires transitive dev.fetchfold;
  requires dev.fetchfold.httpcore5;
  requires static org.jspecify;

  exports dev.fetchfold.futures;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.futures.FuturesFetcherProvider;
}
