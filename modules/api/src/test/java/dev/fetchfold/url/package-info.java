/** Tests. */
@NullMarked
package dev.fetchfold.url;

import org.jspecify.annotations.NullMarked;
