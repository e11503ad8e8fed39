/**
 * Checks of exchanges: outcomes, time, retries, redirects, security, bodies, connections, and the
 * rows of the appendix. {@link dev.fetchfold.kit.rules.exchange.ExchangeRules} lists them.
 */
@NullMarked
package dev.fetchfold.kit.rules.exchange;

import org.jspecify.annotations.NullMarked;
