/**
 * What checks of runs and of exchanges begin with: configurations, sources, an origin that holds,
 * time that is enough.
 */
@NullMarked
package dev.fetchfold.kit.rules.props;

import org.jspecify.annotations.NullMarked;
