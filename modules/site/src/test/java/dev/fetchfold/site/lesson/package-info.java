/** The examples of the page "from the first lesson": shown there, and run here. */
@NullMarked
package dev.fetchfold.site.lesson;

import org.jspecify.annotations.NullMarked;
