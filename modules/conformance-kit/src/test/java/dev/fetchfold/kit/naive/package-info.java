/**
 * What people write today in place of a fetcher. {@link GenerateNaive} tests it and writes which
 * rules it breaks, and how.
 */
@NullMarked
package dev.fetchfold.kit.naive;

import org.jspecify.annotations.NullMarked;
