/**
 * Engine {@code threads}: a fixed pool of platform threads, each with one attempt in flight.
 *
 * <p><b>Who waits:</b> nobody in the pool but for bytes; a target that waits for its turn, or backs
 * off, is an object in a line or with a timer, and each run has a thread that waits at its queue.
 * <b>Who wakes:</b> the pool thread that gives a permit back hands it to the next in line, and the
 * queue wakes its run. <b>Who owns the books:</b> a monitor those of the permits, held for the
 * decision alone; each run's own thread those of the run. <b>How cancel travels:</b> as a call from
 * thread to thread that leaves the line, stops the timer, or closes the socket a pool thread is
 * blocked on: no interrupt would wake it there.
 */
@NullMarked
package dev.fetchfold.threads;

import org.jspecify.annotations.NullMarked;
