@NullMarked
package dev.fetchfold.kit.rules;

import org.jspecify.annotations.NullMarked;
