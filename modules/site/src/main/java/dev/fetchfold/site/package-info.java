/** Generator of the static site. */
@NullMarked
package dev.fetchfold.site;

import org.jspecify.annotations.NullMarked;
