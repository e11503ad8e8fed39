/**
 * For fetchers over Netty: whether its buffers are released (BODY-04), which no server can see.
 *
 * <p>Optional: needs {@code io.netty:netty-buffer} on the test class path.
 */
@NullMarked
package dev.fetchfold.kit.netty;

import org.jspecify.annotations.NullMarked;
