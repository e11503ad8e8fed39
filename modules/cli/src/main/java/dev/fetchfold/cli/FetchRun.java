package dev.fetchfold.cli;

import dev.fetchfold.Batch;
import dev.fetchfold.End;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Fold;
import dev.fetchfold.Outcome;
import dev.fetchfold.Step;
import java.time.Duration;
import java.util.Optional;

/** One {@code fetchfold fetch}: outcomes to rows as they come, and a summary in the end. */
final class FetchRun {
  private final Streams streams;
  private final Bodies bodies;
  private final RowWriter writer;
  private final Tally tally = new Tally();
  private final InFlight inFlight = new InFlight();
  private long began = System.nanoTime();

  FetchRun(Streams streams, Bodies bodies, RowWriter writer) {
    this.streams = streams;
    this.bodies = bodies;
    this.writer = writer;
  }

  /**
   * Fetches, prints, sums up.
   *
   * @param engine the engine's name, known to be there
   * @param config how it shall behave
   * @param batch what to fetch
   * @param sink where rows go
   * @return the exit code
   */
  int run(String engine, FetcherConfig config, Batch batch, Sink sink) {
    try (CtrlC ctrlC = new CtrlC();
        Uncaught uncaught = new Uncaught(streams.err())) {
      Ending ending = decided(fetch(engine, config, batch, sink), ctrlC, uncaught);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      if (!(ending instanceof Ending.ReaderGone)) {
        streams.err().print(apart(sink) + Report.of(ending, tally, took, inFlight.peak()));
      }
      return exitCode(ending);
    }
  }

  /** An empty line, where the summary follows rows on the same terminal. */
  private String apart(Sink sink) {
    Streams.FarEnd terminal = Streams.FarEnd.TERMINAL;
    return sink.farEnd() == terminal && streams.errEnd() == terminal ? "\n" : "";
  }

  private Ending fetch(String engine, FetcherConfig config, Batch batch, Sink sink) {
    StatusLine line = new StatusLine(streams);
    RowOutput output = sink.open(line, Thread.currentThread()::interrupt);
    Fetcher fetcher = Fetchers.open(engine, config.bodies(bodies.kept()).listener(inFlight));
    Ending ending = new Ending.Complete();
    try (output;
        Progress progress = Progress.of(batch, streams, line)) {
      if (output.begin(writer.head())) {
        began = System.nanoTime();
        ending = ending(fetcher.fetch(batch, () -> new Rows(output, progress)));
      }
    } catch (InterruptedException e) {
      ending = new Ending.Cancelled();
    } catch (TargetSource.Unreadable | Bodies.Unsaved e) {
      ending = new Ending.Broken(String.valueOf(e.getMessage()));
    } finally {
      fetcher.shutdownNow();
    }
    Thread.interrupted(); // a late word from the output or the signal has been heard by now
    return output.failure().map(e -> Ending.of(e, sink.name())).orElse(ending);
  }

  private static Ending ending(End end) {
    return switch (end) {
      case EXHAUSTED, STOPPED -> new Ending.Complete();
      case DEADLINE -> new Ending.Deadline();
    };
  }

  /** Why a run was interrupted or stopped is known to whoever did it. */
  private static Ending decided(Ending ending, CtrlC ctrlC, Uncaught uncaught) {
    if (ctrlC.pressed()) {
      return new Ending.Cancelled();
    }
    return uncaught
        .first()
        .<Ending>map(e -> new Ending.Broken(Messages.ofUnexpected(e)))
        .orElse(ending);
  }

  private int exitCode(Ending ending) {
    return switch (ending) {
      case Ending.Complete complete -> tally.allSucceeded() ? ExitCode.OK : ExitCode.NOT_ALL;
      case Ending.Cancelled cancelled -> ExitCode.CANCELLED;
      case Ending.Deadline deadline -> ExitCode.NOT_ALL;
      case Ending.ReaderGone gone -> ExitCode.NOT_ALL;
      case Ending.Broken broken -> {
        streams.err().println("fetchfold: " + broken.message());
        yield ExitCode.NOT_ALL;
      }
    };
  }

  /** Steps come one at a time, on the thread that called {@code fetch} (FOLD-05). */
  private final class Rows implements Fold.Accumulator<End> {
    private final RowOutput output;
    private final Progress progress;

    Rows(RowOutput output, Progress progress) {
      this.output = output;
      this.progress = progress;
    }

    @Override
    public Step step(Outcome outcome) {
      bodies.save(outcome);
      Optional<String> sha256 = bodies.sha256(outcome);
      tally.add(outcome);
      progress.step();
      return output.write(writer.text(Row.of(outcome, sha256))) ? Step.CONTINUE : Step.STOP;
    }

    @Override
    public End finish(End end) {
      return end;
    }
  }
}
