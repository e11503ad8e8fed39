/** Tests. */
@NullMarked
package dev.fetchfold.policy;

import org.jspecify.annotations.NullMarked;
