package dev.fetchfold.cli;

import dev.fetchfold.Batch;
import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Targets read from inputs, one after another, while they are fetched.
 *
 * <p>A read of a pipe cannot be interrupted, but the thread that asks for targets must be
 * (BATCH-08). So a daemon thread of its own reads, into a short queue, and whoever asks waits at
 * the queue.
 */
final class TargetSource implements Iterable<Target>, AutoCloseable {
  private static final int READ_AHEAD = 1024;

  private final List<Input> inputs;
  private final Headers headers;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(READ_AHEAD);
  private final Thread reader = Thread.ofPlatform().daemon().name("input").unstarted(this::read);

  private TargetSource(List<Input> inputs, Headers headers) {
    this.inputs = inputs;
    this.headers = headers;
  }

  private sealed interface Item {}

  private record Read(Target target) implements Item {}

  private record Broken(String message) implements Item {}

  private record Finished() implements Item {}

  /** Ends the run: an input cannot be read. Its message is for the user. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * A batch of what the inputs hold: of known size where all are arguments, else lazy.
   *
   * @param inputs where URLs come from, in order
   * @param headers sent with every request
   * @return the batch
   */
  static Batch batch(List<Input> inputs, Headers headers) {
    List<Target> known = new ArrayList<>();
    for (Input input : inputs) {
      if (!(input instanceof Input.Argument argument)) {
        return Batch.from(new TargetSource(inputs, headers));
      }
      known.add(target(argument.line(), headers));
    }
    return Batch.of(known);
  }

  private static Target target(ListLine line, Headers headers) {
    return switch (line) {
      case ListLine.Url url -> target(url.text(), headers);
      case NoUrl none -> none.target();
    };
  }

  private static Target target(String url, Headers headers) {
    Target target = Target.of(url);
    for (Headers.Field field : headers) {
      target = target.header(field.name(), field.value());
    }
    return target;
  }

  @Override
  public Iterator<Target> iterator() {
    reader.start();
    return new Targets();
  }

  /** Nobody asks any more. A read under way is left to end by itself. */
  @Override
  public void close() {
    reader.interrupt();
  }

  private void read() {
    try {
      for (Input input : inputs) {
        switch (input) {
          case Input.Argument argument -> put(argument.line());
          case Input.Text text -> readAll(text);
        }
      }
      queue.put(new Finished());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll(Input.Text input) throws InterruptedException {
    try (Lines lines = new Lines(input.name(), input.open())) {
      Optional<ListLine> line = lines.next();
      while (line.isPresent()) {
        put(line.get());
        line = lines.next();
      }
    } catch (IOException e) {
      queue.put(new Broken("cannot read " + input.name() + ": " + Messages.of(e)));
    }
  }

  private void put(ListLine line) throws InterruptedException {
    queue.put(new Read(target(line, headers)));
  }

  private final class Targets implements Iterator<Target> {
    private Optional<Target> next = Optional.empty();
    private boolean finished;

    @Override
    public boolean hasNext() {
      if (next.isEmpty() && !finished) {
        take();
      }
      return next.isPresent();
    }

    private void take() {
      switch (nextItem()) {
        case Read read -> next = Optional.of(read.target());
        case Finished end -> finished = true;
        case Broken broken -> throw new Unreadable(broken.message());
      }
    }

    private Item nextItem() {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unreadable("interrupted");
      }
    }

    @Override
    public Target next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Target target = next.orElseThrow();
      next = Optional.empty();
      return target;
    }
  }
}
