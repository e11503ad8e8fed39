/** Tests of how recorded figures are read and drawn. */
@NullMarked
package dev.fetchfold.site.figures;

import org.jspecify.annotations.NullMarked;
