/**
 * An origin server for tests: scripted, on raw sockets, with a record of everything that happened.
 *
 * <p>A test gives each path a {@link dev.fetchfold.origin.Script}, holds replies behind {@link
 * dev.fetchfold.origin.Gate}s and reads the {@link dev.fetchfold.origin.Ledger}. No method returns
 * null or takes it. The conformance kit, whose words are used here, judges fetchers by it.
 */
@NullMarked
package dev.fetchfold.origin;

import org.jspecify.annotations.NullMarked;
