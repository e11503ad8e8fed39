/** Tests. */
@NullMarked
package dev.fetchfold.support;

import org.jspecify.annotations.NullMarked;
