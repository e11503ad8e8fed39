/**
 * What every engine would otherwise repeat and no reader would miss.
 *
 * <p>For authors of engines: the intake of targets, the buffer of a reply's body, the books of
 * running runs, the bridges between a run and the faces of {@link dev.fetchfold.Fetcher}.
 */
@NullMarked
package dev.fetchfold.support;

import org.jspecify.annotations.NullMarked;
