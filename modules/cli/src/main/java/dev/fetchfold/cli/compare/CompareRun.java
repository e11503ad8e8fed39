package dev.fetchfold.cli.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What the command {@code compare} does, without its options. */
public final class CompareRun {
  private CompareRun() {}

  /** The comparison could not be made; the message is for the user. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message, Exception cause) {
      super(message, cause);
    }
  }

  /**
   * Compares engines.
   *
   * @param engines their names
   * @param directory where the report goes
   * @param command what repeats the measurement
   * @param progress told what is being done, in a few words
   * @return the table, what it means, and where the report is, for people
   * @throws Failed if a process was lost or a file cannot be written
   * @throws InterruptedException if interrupted; every process has ended
   */
  public static String run(
      List<String> engines, Path directory, String command, Consumer<String> progress)
      throws Failed, InterruptedException {
    try (Comparison comparison = new Comparison(Comparison.Pace.USUAL, progress)) {
      List<Sample> samples = comparison.run(engines);
      ReportTable table = new ReportTable(Summaries.of(samples));
      ReportFiles files = ReportFiles.write(directory, samples, table, command);
      return table.text()
          + "\n"
          + table.notes()
          + "\nEvery run: "
          + files.json()
          + "\nThis table: "
          + files.markdown()
          + "\n";
    } catch (Child.Lost | IOException e) {
      throw new Failed(String.valueOf(e.getMessage()), e);
    }
  }
}
