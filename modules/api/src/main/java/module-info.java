/**
 * Fetch many, fold into one: public types, pure decisions, and what every engine shares.
 *
 * <p>Applications need {@code dev.fetchfold} only. {@code dev.fetchfold.url} is what it makes of
 * URLs; {@code dev.fetchfold.policy} and {@code dev.fetchfold.support} are for the authors of
 * engines.
 */
module dev.fetchfold {
  requires static transitive org.jspecify;

  exports dev.fetchfold;
  exports dev.fetchfold.policy;
  exports dev.fetchfold.support;
  exports dev.fetchfold.url;

  uses dev.fetchfold.FetcherProvider;
}
