/**
 * What runs in a contestant's own JVM: the engines, the bare clients beside them, and the meters.
 */
@NullMarked
package dev.fetchfold.benchmarks.fork;

import org.jspecify.annotations.NullMarked;
