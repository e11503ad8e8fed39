/** The page in a browser: what a reader sees and does. */
@NullMarked
package dev.fetchfold.site.browser;

import org.jspecify.annotations.NullMarked;
