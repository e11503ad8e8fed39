/**
 * Engine {@code vertx}: one event-loop context of Vert.x, which has everything to itself.
 *
 * <p><b>Who waits:</b> nobody; what comes next is a handler. <b>Who wakes:</b> the event loop, with
 * bytes, with the time, or with a task from another thread. <b>Who owns the books:</b> the context:
 * plain fields that only it touches, without a lock. <b>How cancel travels:</b> as a task to the
 * context, where each target has a promise that says it is aborted, and every source of it listens
 * to that.
 */
@NullMarked
package dev.fetchfold.vertx;

import org.jspecify.annotations.NullMarked;
