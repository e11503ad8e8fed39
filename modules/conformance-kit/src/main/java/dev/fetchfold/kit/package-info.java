/**
 * The specification as checks that anyone can run on their own fetcher.
 *
 * <p>With JUnit, extend {@link dev.fetchfold.kit.FetcherConformance}; without it, hand a {@link
 * dev.fetchfold.kit.Subject} to {@link dev.fetchfold.kit.Conformance}. Every check is one-sided: a
 * defect may escape it once, a correct fetcher never fails it. No check sleeps to prove an absence:
 * they hold replies with gates and read the origin server's own ledger.
 */
@NullMarked
package dev.fetchfold.kit;

import org.jspecify.annotations.NullMarked;
