/** Both clients against servers that misbehave, and against aborts in every phase. */
@NullMarked
package dev.fetchfold.httpcore5;

import org.jspecify.annotations.NullMarked;
