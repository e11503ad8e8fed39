/** Fetches with RxJava. */
module dev.fetchfold.rxjava {
  requires transitive dev.fetchfold;
  requires transitive io.reactivex.rxjava3;
  requires transitive org.reactivestreams;
  requires dev.fetchfold.httpcore5;
  requires static org.jspecify;

  exports dev.fetchfold.rxjava;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.rxjava.RxFetcherProvider;
}
