package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.compare.Dependencies.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the command {@code compare} does, without its options. */
public final class CompareRun {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private CompareRun() {}

  /** The comparison could not be made; the message is for the user. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }

    Failed(String message, Exception cause) {
      super(message, cause);
    }
  }

  /** What came of it. */
  public enum Verdict {
    /** Every run was done, or was not to be. */
    DONE,
    /** Some runs failed, or what was to be recorded was not. */
    IN_PART
  }

  /**
   * The end of a comparison.
   *
   * @param verdict what came of it
   * @param text the tables, what they mean, and where the files are, for people
   * @param json the file with every run
   * @param html the file with the charts
   */
  public record Ended(Verdict verdict, String text, Path json, Path html) {}

  /**
   * Compares.
   *
   * @param wanted what
   * @param progress told what has been done, in a few words
   * @return the end
   * @throws Failed if the origin was lost, a file cannot be written, or what is to be recorded may
   *     not be
   * @throws InterruptedException if interrupted; every process has ended
   */
  public static Ended run(Wanted wanted, Consumer<String> progress)
      throws Failed, InterruptedException {
    try {
      Files.createDirectories(wanted.report()); // before there is something to be lost
      Circumstances before = Circumstances.now(wanted);
      refuse(wanted.purpose(), before);
      return report(compare(wanted, before, progress));
    } catch (Child.Lost | IOException e) {
      throw new Failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** What may not be shown is not begun: a whole run takes long. */
  private static void refuse(Wanted.Purpose purpose, Circumstances now) throws Failed {
    if (purpose == Wanted.Purpose.RECORD) {
      Optional<String> objection = Recording.objection(now);
      if (objection.isPresent()) {
        throw new Failed("nothing was run, for it could not be recorded: " + objection.get());
      }
    }
  }

  private static Finished compare(Wanted wanted, Circumstances before, Consumer<String> progress)
      throws IOException, Child.Lost, InterruptedException {
    Instant began = Instant.now();
    Results results = new Comparison(wanted, progress).run();
    return new Finished(
        wanted,
        results,
        began,
        Duration.between(began, Instant.now()),
        before,
        weights(wanted.engines()),
        Settings.of(results, wanted.against().map(Wanted.Against::bound)));
  }

  private static Map<String, Weight> weights(List<String> engines) throws IOException {
    Map<String, Weight> weights = new LinkedHashMap<>();
    Dependencies dependencies = Dependencies.load();
    for (String engine : engines) {
      Optional<Weight> weight = dependencies.of(engine);
      weight.ifPresent(known -> weights.put(engine, known));
    }
    return weights;
  }

  private static Ended report(Finished finished) throws IOException, InterruptedException {
    String name = "compare-" + STAMP.format(finished.began());
    Path json = finished.wanted().report().resolve(name + ".json");
    Path html = finished.wanted().report().resolve(name + ".html");
    JsonReport.write(finished, json);
    Files.writeString(html, HtmlReport.of(finished));
    String text = TextReport.of(finished) + ending(finished, json, html);
    Verdict verdict = finished.results().failures() == 0 ? Verdict.DONE : Verdict.IN_PART;
    return switch (finished.wanted().purpose()) {
      case LOOK -> new Ended(verdict, text, json, html);
      case RECORD -> recorded(finished, new Ended(verdict, text, json, html));
    };
  }

  private static Ended recorded(Finished finished, Ended ended)
      throws IOException, InterruptedException {
    Optional<String> objection = Recording.objection(finished);
    if (objection.isPresent()) {
      String text = ended.text() + "Not recorded, because " + objection.get() + ".\n";
      return new Ended(Verdict.IN_PART, text, ended.json(), ended.html());
    }
    String text = ended.text() + "Recorded:  " + Recording.copy(finished, ended.json()) + "\n";
    return new Ended(ended.verdict(), text, ended.json(), ended.html());
  }

  private static String ending(Finished finished, Path json, Path html) {
    return "\nTook "
        + finished.took().toSeconds()
        + " s; the order of the forks has the seed "
        + finished.wanted().seed()
        + ".\nEvery run: "
        + json
        + "\nCharts:    "
        + html
        + "\nAgain:     "
        + finished.wanted().command()
        + "\n";
  }
}
