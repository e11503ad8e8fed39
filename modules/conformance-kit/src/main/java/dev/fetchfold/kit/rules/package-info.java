/**
 * The checks, one class per area or part of it; {@link dev.fetchfold.kit.rules.Catalogue} lists
 * them.
 */
@NullMarked
package dev.fetchfold.kit.rules;

import org.jspecify.annotations.NullMarked;
