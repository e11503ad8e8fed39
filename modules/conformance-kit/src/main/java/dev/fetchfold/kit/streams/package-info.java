/**
 * The Reactive Streams TCK, run against the publisher face of a fetcher (DEMAND-04).
 *
 * <p>Optional: needs {@code org.reactivestreams:reactive-streams-tck-flow} on the test class path.
 */
@NullMarked
package dev.fetchfold.kit.streams;

import org.jspecify.annotations.NullMarked;
