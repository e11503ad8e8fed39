/**
 * An HTTP server that behaves well, badly or slowly, as its path asks: for trying things out by
 * hand, and the far end of {@code compare}. It is an event loop that does next to nothing per
 * request, so that it is not what is measured.
 */
@NullMarked
package dev.fetchfold.benchmarks.origin;

import org.jspecify.annotations.NullMarked;
