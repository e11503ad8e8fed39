package dev.fetchfold.kit.naive;

import dev.fetchfold.kit.ConformanceMain;
import dev.fetchfold.kit.Rule;
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
 * take the other rules with it. On a busy machine what is kept may time out: run it on an idle one.
 */
final class GenerateNaive {
  private static final List<Subject> SUBJECTS = List.of(new NaiveJdk(), new NaiveReactor());
  private static final List<String> OPTIONS =
      List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC");
  private static final int SECONDS = 300;
  private static final int AT_ONCE = 4;

  private final Path results;

  private GenerateNaive(Path results) {
    this.results = results;
  }

  public static void main(String[] arguments) throws IOException {
    Map<Rule, List<Finding>> findings =
        new GenerateNaive(Path.of(arguments[0])).findings(Arrays.asList(Rule.values()));
    Files.writeString(Path.of(arguments[1]), NaiveDocument.of(SUBJECTS, findings));
  }

  /** Several at once: most checks that naive code fails wait for what never comes. */
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

  private Finding finding(Subject subject, Rule rule) throws IOException, InterruptedException {
    Path directory = Files.createDirectories(results.resolve(rule.id()));
    Path file = directory.resolve(subject.name() + ".json");
    Files.deleteIfExists(file);
    Process process = start(subject, rule, directory);
    boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    if (Files.exists(file)) {
      return read(file);
    }
    return ended
        ? new Finding("error", "the JVM runs out of memory")
        : new Finding("timeout", "the check does not end");
  }

  private static Process start(Subject subject, Rule rule, Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.add("-Dfetchfold.rules=" + rule.id());
    command.add("-Dfetchfold.results=" + directory);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ConformanceMain.class.getName(), subject.getClass().getName()));
    File output = directory.resolve(subject.name() + ".txt").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }

  private static Finding read(Path file) throws IOException {
    JsonNode report = JsonMapper.builder().build().readTree(Files.readString(file));
    List<Finding> all = new ArrayList<>();
    report.get("results").forEach(result -> all.add(Finding.of(result)));
    return Finding.worst(all);
  }
}
