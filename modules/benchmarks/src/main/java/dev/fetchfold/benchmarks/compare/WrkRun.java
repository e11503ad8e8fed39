package dev.fetchfold.benchmarks.compare;

import dev.fetchfold.benchmarks.origin.OriginControl;
import dev.fetchfold.benchmarks.origin.OriginCounts;
import dev.fetchfold.benchmarks.work.Figures;
import dev.fetchfold.benchmarks.work.Measure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code wrk}: one thread that does nothing with the replies, so the origin's headroom. */
final class WrkRun {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern COUNT = Pattern.compile("(\\d+) requests in");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private WrkRun() {}

  /** Where it is, if it is installed. */
  static Optional<Path> program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
        .map(directory -> Path.of(directory, "wrk"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Figures run(Path program, String url, int connections, long millis, Far far)
      throws IOException, InterruptedException {
    long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis));
    List<String> command =
        List.of(program.toString(), "-t1", "-c" + connections, "-d" + seconds + "s", url);
    return switch (far) {
      case Far.Theirs theirs -> figures(output(command));
      case Far.Ours ours -> besideOrigin(command, ours.control());
    };
  }

  private static Figures besideOrigin(List<String> command, OriginControl control)
      throws IOException, InterruptedException {
    OriginCounts before = control.resetPeak();
    Figures figures = figures(output(command));
    OriginCounts after = control.counts();
    long requests = Math.max(1, after.requests() - before.requests());
    double micros = (after.cpuNanos() - before.cpuNanos()) / 1e3;
    figures.put(Measure.ORIGIN_CPU_PER_FETCH, micros / requests);
    figures.put(Measure.PEAK_IN_FLIGHT, after.peak());
    double connections = after.connections() - before.connections();
    figures.put(Measure.CONNECTIONS, connections);
    return figures;
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text;
    } finally {
      process.destroyForcibly();
    }
  }

  static Figures figures(String output) throws IOException {
    Matcher rate = RATE.matcher(output);
    Matcher count = COUNT.matcher(output);
    if (!rate.find() || !count.find()) {
      throw new IOException("wrk said: " + output.lines().findFirst().orElse("nothing"));
    }
    Figures figures = Figures.empty();
    figures.put(Measure.FETCHES_PER_SECOND, Double.parseDouble(rate.group(1)));
    Matcher bad = BAD.matcher(output);
    double errors = bad.find() ? Double.parseDouble(bad.group(1)) : 0;
    double requests = Math.max(1, Double.parseDouble(count.group(1)));
    figures.put(Measure.ERROR_PERCENT, 100 * errors / requests);
    return figures;
  }
}
