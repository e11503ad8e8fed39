/** What the kit has found, as it is shown: columns of verdicts. */
@NullMarked
package dev.fetchfold.site.results;

import org.jspecify.annotations.NullMarked;
