package dev.fetchfold.support;

import dev.fetchfold.Target;

/**
 * A target that a run has taken from its source.
 *
 * @param index its position in the source, from 0
 * @param target the target
 * @param nanoTime when it was taken, by {@link System#nanoTime()}
 */
public record Taken(long index, Target target, long nanoTime) {}
