package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.fork.ForkMain;
import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.origin.OriginMain;
import dev.fetchfold.benchmarks.work.Workload;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The far end. */
sealed interface Far extends AutoCloseable {

  /** What a fork has to know of it: the control port, and the origins. */
  List<String> args();

  /** What {@code wrk} is to fetch. */
  String urlOfSmall();

  /** Waits until nothing is in flight: what one run has left must not be counted for the next. */
  void rest() throws IOException, Child.Lost;

  @Override
  void close();

  static Ours ours() throws IOException, Child.Lost, InterruptedException {
    Child child =
        Child.start("the origin", OriginMain.class, List.of(Integer.toString(Workload.ORIGINS)));
    try {
      List<String> ports = Arrays.asList(child.hear(Duration.ofSeconds(60)).split(" ", -1));
      return new Ours(child, ports);
    } catch (Child.Lost | InterruptedException e) {
      child.close();
      throw e;
    }
  }

  /**
   * Our own origin.
   *
   * @param child its process
   * @param ports its ports, the one for control first
   */
  record Ours(Child child, List<String> ports) implements Far {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    OriginControl control() {
      return new OriginControl(Integer.parseInt(ports.getFirst()));
    }

    @Override
    public List<String> args() {
      List<String> args = new java.util.ArrayList<>(List.of(ports.getFirst()));
      ports.stream().skip(1).map(Ours::url).forEach(args::add);
      return args;
    }

    private static String url(String port) {
      return "http://127.0.0.1:" + port;
    }

    @Override
    public String urlOfSmall() {
      return url(ports.get(1)) + "/bytes/280";
    }

    @Override
    public void rest() throws IOException, Child.Lost {
      long began = System.nanoTime();
      while (control().counts().inFlight() > 0) {
        control().release();
        if (System.nanoTime() - began > PATIENCE_NANOS) {
          throw new Child.Lost("requests are still open at the origin after their process ended");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    }

    @Override
    public void close() {
      child.close();
    }
  }

  /**
   * A server of the user's own.
   *
   * @param url what is fetched
   */
  record Theirs(URI url) implements Far {
    @Override
    public List<String> args() {
      return List.of(ForkMain.NO_CONTROL, url.toString());
    }

    @Override
    public String urlOfSmall() {
      return url.toString();
    }

    @Override
    public void rest() {}

    @Override
    public void close() {}
  }
}
