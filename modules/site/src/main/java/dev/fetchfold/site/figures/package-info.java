/** Recorded measurements, and where their dots go. */
@NullMarked
package dev.fetchfold.site.figures;

import org.jspecify.annotations.NullMarked;
