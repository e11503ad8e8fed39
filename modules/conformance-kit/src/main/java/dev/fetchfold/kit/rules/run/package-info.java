/**
 * Checks of runs: batch, bounds, order, demand, cancel, fold, close. {@link
 * dev.fetchfold.kit.rules.run.RunRules} lists them.
 */
@NullMarked
package dev.fetchfold.kit.rules.run;

import org.jspecify.annotations.NullMarked;
