/**
 * Engine {@code rxjava}: operators of RxJava on non-blocking sockets.
 *
 * <p><b>Who waits:</b> nobody; what comes next is subscribed to. <b>Who wakes:</b> the I/O thread
 * that has the bytes, the timer that has the time, the attempt that gives a permit back. <b>Who
 * owns the books:</b> {@code flatMap} those of the window, a monitor held for the decision alone
 * those of the permits. <b>How cancel travels:</b> as a disposal, from operator to operator, to a
 * waiter that is withdrawn or a call that is aborted.
 */
@NullMarked
package dev.fetchfold.rxjava;

import org.jspecify.annotations.NullMarked;
