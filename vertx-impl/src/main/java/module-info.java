/** Fetches with Vert.x. */
module dev.fetchfold.vertx {
  requires transitive dev.fetchfold;
  requires transitive io.vertx.core;
  requires dev.fetchfold.netty;
  requires static org.jspecify;

  exports dev.fetchfold.vertx;

  provides dev.fetchfold.FetcherProvider with
      dev.fetchfold.vertx.VertxFetcherProvider;
}
