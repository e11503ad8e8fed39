package dev.fetchfold.httpcore5;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.hc.core5.concurrent.FutureCallback;

/** What HttpCore will call back with; cancelled, it disposes of what comes nevertheless. */
final class Awaited<T> extends CompletableFuture<T> implements FutureCallback<T> {
  private final Consumer<T> dispose;

  Awaited(Consumer<T> dispose) {
    this.dispose = dispose;
  }

  /** The cause, wrapped where it is none of a network. */
  static IOException thrown(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  @Override
  public void completed(T result) {
    if (!complete(result)) {
      dispose.accept(result);
    }
  }

  @Override
  public void failed(Exception cause) {
    completeExceptionally(cause);
  }

  @Override
  public void cancelled() {
    cancel(false);
  }
}
