package dev.fetchfold.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of the kit found, for other programs: as JSON by the schema {@code
 * results.schema.json}, which lies beside this class.
 *
 * @param subject what was tested
 * @param selection which rules and faces were looked at
 * @param options how
 * @param began when
 * @param took how long
 * @param results what became of the selected rules
 */
public record Report(
    Subject subject,
    Selection selection,
    Options options,
    Instant began,
    Duration took,
    List<Result> results) {

  /** Changes when a reader of earlier files would misread a new one; new members do not count. */
  public static final int VERSION = 1;

  /** Copies the list. */
  public Report {
    results = List.copyOf(results);
  }

  /**
   * Where the system property {@code fetchfold.results} says that results are written.
   *
   * @return a directory; {@code target/fetchfold} if it is not set
   */
  public static Path directory() {
    return Path.of(System.getProperty("fetchfold.results", "target/fetchfold"));
  }

  /**
   * Writes the report into a file of the subject's name.
   *
   * @param directory where to; made if it is not there
   * @return the file
   */
  public Path write(Path directory) {
    Path file = directory.resolve(subject.name() + ".json");
    try {
      Files.createDirectories(directory);
      return Files.writeString(file, json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The report as JSON.
   *
   * @return an object, over many lines
   */
  public String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", VERSION);
    report.put("engine", engine());
    report.put("environment", environment());
    report.put("run", run());
    report.put("tally", tally());
    report.put("waivers", Waivers.of(subject).all().stream().map(Report::waiver).toList());
    report.put("results", results.stream().map(Report::result).toList());
    return Json.of(report);
  }

  private Map<String, Object> engine() {
    Map<String, Object> engine = new LinkedHashMap<>();
    engine.put("name", subject.name());
    subject.coordinates().ifPresent(coordinates -> engine.put("coordinates", coordinates));
    engine.put("faces", subject.faces().stream().map(Face::name).toList());
    engine.put("libraries", subject.libraries());
    return engine;
  }

  private static Map<String, Object> environment() {
    Map<String, Object> environment = new LinkedHashMap<>();
    Coordinates.of(Report.class).ifPresent(kit -> environment.put("kit", kit));
    environment.put("jdk", properties("java.vm.vendor", "java.runtime.version"));
    environment.put("os", properties("os.name", "os.version", "os.arch"));
    environment.put("processors", Runtime.getRuntime().availableProcessors());
    commit().ifPresent(commit -> environment.put("commit", commit));
    return environment;
  }

  private Map<String, Object> run() {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("began", began.truncatedTo(ChronoUnit.SECONDS));
    run.put("tookMs", took.toMillis());
    run.put("rules", selection.rules());
    run.put("faces", selection.faces());
    run.put("repeat", options.repeat());
    return run;
  }

  private Map<String, Integer> tally() {
    Map<State, Integer> counts = new EnumMap<>(State.class);
    results.forEach(result -> counts.merge(result.state(), 1, Integer::sum));
    Map<String, Integer> tally = new LinkedHashMap<>();
    counts.forEach((state, count) -> tally.put(state.word(), count));
    return tally;
  }

  private static Map<String, Object> waiver(Waiver waiver) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", waiver.rule());
    object.put("reason", waiver.reason());
    object.put("issue", waiver.issue());
    return object;
  }

  private static Map<String, Object> result(Result result) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("rule", result.rule());
    object.put("check", result.check());
    object.put("face", result.face());
    object.put("state", result.state().word());
    object.put("timeMs", result.time().toMillis());
    put(object, "expected", result.expected());
    put(object, "observed", result.observed());
    put(object, "checkFirst", result.checkFirst());
    put(object, "timeline", result.timeline());
    if (result.tries().of() > 1) {
      object.put("tries", Map.of("good", result.tries().good(), "of", result.tries().of()));
    }
    return object;
  }

  private static void put(Map<String, Object> object, String name, String text) {
    if (!text.isEmpty()) {
      object.put(name, text);
    }
  }

  private static String properties(String... names) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      values.add(System.getProperty(name));
    }
    return String.join(" ", values);
  }

  /** The commit that is checked out, marked if files differ from it. */
  private static Optional<String> commit() {
    String given = System.getProperty("fetchfold.commit", "");
    return given.isEmpty() ? described() : Optional.of(given);
  }

  private static Optional<String> described() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return Optional.of(said).filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
