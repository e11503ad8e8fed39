/** Tests of the page. */
@NullMarked
package dev.fetchfold.site;

import org.jspecify.annotations.NullMarked;
