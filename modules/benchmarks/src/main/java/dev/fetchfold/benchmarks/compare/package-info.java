/**
 * {@code fetchfold compare}: the same work for every contestant, each in JVMs of its own, against
 * an origin in another; and what is made of the figures.
 */
@NullMarked
package dev.fetchfold.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
