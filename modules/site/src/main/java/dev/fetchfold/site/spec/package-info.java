/** The specification as it is shown. */
@NullMarked
package dev.fetchfold.site.spec;

import org.jspecify.annotations.NullMarked;
