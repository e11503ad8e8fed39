/**
 * What engines are made of: pure decisions, and mechanics that every engine shares.
 *
 * <p>For the authors of engines. Applications and strangers' fetchers need {@code dev.fetchfold}
 * only.
 */
module dev.fetchfold.engine {
  requires transitive dev.fetchfold;
  requires static transitive org.jspecify;

  exports dev.fetchfold.policy;
  exports dev.fetchfold.support;
}
