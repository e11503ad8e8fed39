@NullMarked
package dev.fetchfold.kit.rules.exchange;

import org.jspecify.annotations.NullMarked;
