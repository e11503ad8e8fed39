/**
 * Engine {@code vertx}: one event-loop context of Vert.x, which has everything to itself.
 *
 * <p><b>Who waits:</b> nobody; what comes next is composed on a future. <b>Who wakes:</b> the event
 * loop, with bytes, with the time, or with a task from another thread. <b>Who owns the books:</b>
 * the context: plain fields that only it touches, those of the permits, the connections and every
 * run. <b>How cancel travels:</b> as a flag that is asked wherever something would begin, and as a
 * task to the context, where each unsettled target has a promise that ends its wait, its timer or
 * its connection.
 */
@NullMarked
package dev.fetchfold.vertx;

import org.jspecify.annotations.NullMarked;
