/** Fetches with platform threads. */
module dev.fetchfold.threads {
  requires transitive dev.fetchfold;
  requires dev.fetchfold.httpcore5;
  requires static org.jspecify;

  exports dev.fetchfold.threads;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.threads.ThreadsFetcherProvider;
}
