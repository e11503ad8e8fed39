/**
 * The engines' sources: which there are, the regions cut from them, and how their code is shown.
 */
@NullMarked
package dev.fetchfold.site.source;

import org.jspecify.annotations.NullMarked;
