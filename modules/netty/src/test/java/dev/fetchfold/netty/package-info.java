/** The codec without a network. */
@NullMarked
package dev.fetchfold.netty;

import org.jspecify.annotations.NullMarked;
