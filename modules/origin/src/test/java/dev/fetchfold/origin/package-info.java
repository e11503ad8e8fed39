@NullMarked
package dev.fetchfold.origin;

import org.jspecify.annotations.NullMarked;
