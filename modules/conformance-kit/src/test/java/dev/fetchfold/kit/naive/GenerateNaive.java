package dev.fetchfold.kit.naive;

import dev.fetchfold.kit.Rule;
import dev.fetchfold.kit.Selection;
import dev.fetchfold.kit.Subject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code NAIVE.md}: {@code mvn test -Pnaive -pl modules/conformance-kit -am}.
 *
 * <p>Each rule is tested in a JVM of its own. Code without bounds takes its JVM down, and must not
 * take the other rules with it. Several run at once, because most checks that naive code fails wait
 * for what never comes: a quarter of an hour on an idle machine with two processors.
 */
final class GenerateNaive {
  private static final List<Subject> SUBJECTS = List.of(new NaiveJdk(), new NaiveReactor());
  private static final int AT_ONCE = 8;
  private static final int MINUTES = 15;

  /** What is taken from an endless source fills the second soon, where the first takes too long. */
  private static final List<String> HEAPS = List.of("-Xmx512m", "-Xmx128m");

  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseParallelGC", // says that memory is out before there is not a byte left
          "-XX:ParallelGCThreads=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TieredStopAtLevel=1",
          "-Dfetchfold.watchdog=60");

  private final Path results;

  private GenerateNaive(Path results) {
    this.results = results;
  }

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[1]);
    NaiveDocument document = Files.exists(file) ? NaiveDocument.read(file) : new NaiveDocument();
    List<Rule> rules =
        Arrays.stream(Rule.values()).filter(Selection.fromProperties()::takes).toList();
    new GenerateNaive(Path.of(arguments[0])).findings(rules).forEach(document::put);
    Files.writeString(file, document.text());
  }

  private Map<Rule, List<Finding>> findings(List<Rule> rules) {
    Map<Rule, List<CompletableFuture<Finding>>> coming = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Rule rule : rules) {
        coming.put(rule, SUBJECTS.stream().map(subject -> start(subject, rule, threads)).toList());
      }
    }
    Map<Rule, List<Finding>> findings = new LinkedHashMap<>();
    coming.forEach(
        (rule, both) -> findings.put(rule, both.stream().map(CompletableFuture::join).toList()));
    return findings;
  }

  private CompletableFuture<Finding> start(Subject subject, Rule rule, ExecutorService threads) {
    return CompletableFuture.supplyAsync(() -> printed(subject, rule), threads);
  }

  private Finding printed(Subject subject, Rule rule) {
    try {
      Finding finding = finding(subject, rule);
      System.out.println(rule + " " + subject.name() + ": " + finding.state());
      return finding;
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  /** What hangs must do so twice: once may be the machine. */
  private Finding finding(Subject subject, Rule rule) throws IOException, InterruptedException {
    Finding first = tried(subject, rule);
    return first.state().equals("timeout") ? tried(subject, rule) : first;
  }

  private Finding tried(Subject subject, Rule rule) throws IOException, InterruptedException {
    for (String heap : HEAPS) {
      Optional<Finding> finding = tried(subject, rule, heap);
      if (finding.isPresent()) {
        return finding.get();
      }
    }
    return new Finding("timeout", "the check does not end");
  }

  /** Empty if the JVM does not end in time. */
  private Optional<Finding> tried(Subject subject, Rule rule, String heap)
      throws IOException, InterruptedException {
    Path directory = Files.createDirectories(results.resolve(rule.id()));
    Path file = directory.resolve(subject.name() + ".json");
    Files.deleteIfExists(file);
    Process process = start(subject, rule, heap, directory);
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    if (Files.exists(file)) {
      return Optional.of(read(file));
    }
    String output = Files.readString(output(directory, subject));
    return ended ? Optional.of(new Finding("error", death(process, output))) : Optional.empty();
  }

  private static String death(Process process, String output) {
    if (output.contains("OutOfMemoryError")) {
      return "the JVM runs out of memory";
    }
    return output.contains("Too many open files")
        ? "the JVM runs out of file descriptors"
        : "the JVM ends with status " + process.exitValue();
  }

  private static Path output(Path directory, Subject subject) {
    return directory.resolve(subject.name() + ".txt");
  }

  private static Process start(Subject subject, Rule rule, String heap, Path directory)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.addAll(OPTIONS);
    command.add("-Dfetchfold.rules=" + rule.id());
    command.add("-Dfetchfold.results=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OneRule.class.getName(), subject.getClass().getName()));
    File output = output(directory, subject).toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  private static Finding read(Path file) throws IOException {
    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(file));
    List<Finding> all = new ArrayList<>();
    report.get("results").forEach(result -> all.add(Finding.of(result)));
    return Finding.worst(all);
  }
}
