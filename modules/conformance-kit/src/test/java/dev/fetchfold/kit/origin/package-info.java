@NullMarked
package dev.fetchfold.kit.origin;

import org.jspecify.annotations.NullMarked;
