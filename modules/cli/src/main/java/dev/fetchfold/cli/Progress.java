package dev.fetchfold.cli;

import dev.fetchfold.Batch;
import dev.fetchfold.Source;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a run is, where somebody looks. */
sealed interface Progress extends AutoCloseable {

  /** One target more has been delivered. */
  void step();

  @Override
  void close();

  /**
   * A bar on a terminal, nothing in a pipe.
   *
   * @param batch what is fetched; of unknown size where it is lazy
   * @param streams where to draw it, and whether
   * @param line the terminal's last line
   * @return the progress, to be closed
   */
  static Progress of(Batch batch, Streams streams, StatusLine line) {
    return streams.errEnd() == Streams.FarEnd.TERMINAL
        ? new Bar(bar(batch, streams, line), line)
        : new None();
  }

  private static ProgressBar bar(Batch batch, Streams streams, StatusLine line) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName("fetching")
            .setUpdateIntervalMillis(200)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new DelegatingProgressBarConsumer(line::show, streams.columns() - 1))
            .showSpeed();
    return switch (batch.source()) {
      case Source.Known known -> builder.setInitialMax(known.targets().size()).build();
      case Source.Lazy lazy -> builder.hideEta().build();
    };
  }

  /** Nobody looks. */
  record None() implements Progress {
    @Override
    public void step() {}

    @Override
    public void close() {}
  }

  /**
   * A bar.
   *
   * @param bar counts and draws
   * @param line is left empty in the end
   */
  record Bar(ProgressBar bar, StatusLine line) implements Progress {
    @Override
    public void step() {
      bar.step();
    }

    @Override
    public void close() {
      bar.close();
      line.clear();
    }
  }
}
