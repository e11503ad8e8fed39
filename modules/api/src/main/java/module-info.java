/**
 * Fetch many, fold into one: the public types.
 *
 * <p>Applications need {@code dev.fetchfold} only; {@code dev.fetchfold.url} is what it makes of
 * URLs.
 */
module dev.fetchfold {
  requires static transitive org.jspecify;

  exports dev.fetchfold;
  exports dev.fetchfold.url;

  uses dev.fetchfold.FetcherProvider;
}
