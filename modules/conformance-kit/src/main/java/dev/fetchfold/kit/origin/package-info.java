/**
 * The kit's own origin server: scripted, on raw sockets, with a record of everything that happened.
 *
 * <p>A check gives each path a {@link dev.fetchfold.kit.origin.Script}, holds replies behind {@link
 * dev.fetchfold.kit.origin.Gate}s and reads the {@link dev.fetchfold.kit.origin.Ledger}. No method
 * returns null or takes it.
 */
@NullMarked
package dev.fetchfold.kit.origin;

import org.jspecify.annotations.NullMarked;
