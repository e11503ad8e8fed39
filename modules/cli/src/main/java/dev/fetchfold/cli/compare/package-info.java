/**
 * {@code fetchfold compare}: the same work for every engine, each in a JVM of its own, against an
 * origin in a third.
 */
@NullMarked
package dev.fetchfold.cli.compare;

import org.jspecify.annotations.NullMarked;
