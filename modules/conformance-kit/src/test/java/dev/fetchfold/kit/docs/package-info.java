/** The examples of the guide, compiled and compared with it. */
@NullMarked
package dev.fetchfold.kit.docs;

import org.jspecify.annotations.NullMarked;
