/**
 * The reference fetcher: the shortest honest implementation of the whole specification, on the
 * JDK's sockets and virtual threads, and the ways to break it. It is how the kit is tested: whole,
 * it passes every check; with a fault, it fails a check of the rule that the fault breaks.
 */
@NullMarked
package dev.fetchfold.kit.reference;

import org.jspecify.annotations.NullMarked;
