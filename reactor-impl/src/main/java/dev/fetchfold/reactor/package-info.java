/**
 * Engine {@code reactor}: operators of Project Reactor on reactor-netty.
 *
 * <p><b>Who waits:</b> nobody; what comes next is subscribed to. <b>Who wakes:</b> the event loop
 * that has the bytes, the timer that has the time, the attempt that gives a permit back. <b>Who
 * owns the books:</b> {@code flatMap} those of the window, a monitor held for the decision alone
 * those of the permits. <b>How cancel travels:</b> upstream, from operator to operator, to a waiter
 * that is withdrawn or a channel that is closed.
 */
@NullMarked
package dev.fetchfold.reactor;

import org.jspecify.annotations.NullMarked;
