/** That leaks of buffers are found. */
@NullMarked
package dev.fetchfold.kit.netty;

import org.jspecify.annotations.NullMarked;
