/** Tests of how the kit's results are read. */
@NullMarked
package dev.fetchfold.site.results;

import org.jspecify.annotations.NullMarked;
