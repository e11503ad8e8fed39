/**
 * Engine {@code futures}: {@link java.util.concurrent.CompletableFuture} on non-blocking sockets.
 *
 * <p><b>Who waits:</b> nobody; what comes next is a dependent of the future before it. <b>Who
 * wakes:</b> whoever completes that future: the I/O thread that has the bytes, the timer that has
 * the time, the attempt that gives a permit back. <b>Who owns the books:</b> a lock those of the
 * permits, held for the decision alone: futures are completed outside it; what a run does one after
 * another is done by whichever thread comes first. <b>How cancel travels:</b> cancelling a future
 * reaches its dependents and not its sources, so each target knows the one future it waits for, and
 * cancels that, which leaves the line, stops the timer or closes the connection.
 */
@NullMarked
package dev.fetchfold.futures;

import org.jspecify.annotations.NullMarked;
