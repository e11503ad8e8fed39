/** Tests. */
@NullMarked
package dev.fetchfold;

import org.jspecify.annotations.NullMarked;
