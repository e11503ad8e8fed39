package dev.fetchfold.vertx;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;

/**
 * The cancel of a run, as one of its targets sees it.
 *
 * @param requested true from the moment in which somebody has cancelled, on whatever thread: asked
 *     where something would begin
 * @param ordered completes when the task of the cancel has come to the context: ends what has begun
 */
record Cancel(BooleanSupplier requested, Future<Void> ordered) {
  boolean isRequested() {
    return requested.getAsBoolean();
  }
}
