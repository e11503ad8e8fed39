package dev.fetchfold.cli.compare;

import dev.fetchfold.Target;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The targets of one run: endless, or until the time is up, so that it takes as long anywhere. */
final class Work implements Iterator<Target> {
  private final Workload workload;
  private final List<String> origins;
  private final long began = System.nanoTime();
  private final long nanos;
  private long index;

  Work(Workload workload, List<String> origins, long millis) {
    this.workload = workload;
    this.origins = origins;
    this.nanos =
        workload.answers().isPresent() ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public boolean hasNext() {
    return System.nanoTime() - began < nanos;
  }

  @Override
  public Target next() {
    return workload.ask(index++, origins).target();
  }
}
