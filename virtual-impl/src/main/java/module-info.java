/** Fetches with virtual threads. */
module dev.fetchfold.virtual {
  requires transitive dev.fetchfold;
  requires dev.fetchfold.httpcore5;
  requires static org.jspecify;

  exports dev.fetchfold.virtual;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.virtual.VirtualFetcherProvider;
}
