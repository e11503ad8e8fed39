/**
 * Fetch many targets over HTTP and fold their outcomes into one result.
 *
 * <p>A {@link dev.fetchfold.Fetcher} runs a {@link dev.fetchfold.Batch} of {@link
 * dev.fetchfold.Target}s and feeds one {@link dev.fetchfold.Outcome} per target to a {@link
 * dev.fetchfold.Fold}. The behaviour is fixed by a specification whose rule ids ({@code BOUND-03})
 * stand in these comments; engines differ only in their concurrency model.
 *
 * <p>All types of this package are immutable and safe for use by many threads unless they say
 * otherwise. Parameters and results are never null unless marked; a null argument is refused with a
 * {@link NullPointerException}.
 */
@NullMarked
package dev.fetchfold;

import org.jspecify.annotations.NullMarked;
