/** Tests of how sources are cut and coloured. */
@NullMarked
package dev.fetchfold.site.source;

import org.jspecify.annotations.NullMarked;
