package dev.fetchfold.cli;

import dev.fetchfold.AddressPolicy;
import dev.fetchfold.Batch;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Headers;
import dev.fetchfold.RedirectPolicy;
import dev.fetchfold.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fetchfold fetch}. */
@Command(
    name = "fetch",
    sortOptions = false,
    customSynopsis = "fetchfold fetch [OPTIONS] URL... | @FILE | -",
    description = "Fetch URLs and print one row for each as it is done.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    every target has a response below 400",
      "  1    some have not, or an input or output failed",
      "  2    bad usage",
      "  130  Ctrl-C: cancelled, what was there is printed"
    })
final class FetchCommand implements Callable<Integer> {
  private static final FetcherConfig DEFAULTS = FetcherConfig.defaults();

  private final Streams streams;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "URL, @FILE, -",
      hideParamSyntax = true,
      description =
          "What to fetch: URLs, files of URLs, or standard input, each with one URL a line in"
              + " UTF-8; blank lines and lines beginning with # are skipped. Read lazily, while"
              + " fetching.")
  private List<String> sources = List.of();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "Which engine fetches; see 'fetchfold engines'. Default: virtual")
  private @Nullable String engine = Engines.byDefault().orElse(null);

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      converter = IntegerInRange.Positive.class,
      description = "Attempts in flight at once. Default: ${DEFAULT-VALUE}")
  private int concurrency = DEFAULTS.maxConcurrency();

  @Option(
      names = "--per-origin",
      paramLabel = "N",
      converter = IntegerInRange.Positive.class,
      description =
          "Attempts in flight at once per scheme, host and port. Default: ${DEFAULT-VALUE}")
  private int perOrigin = DEFAULTS.maxPerOrigin();

  @Option(
      names = "--window",
      paramLabel = "N",
      converter = IntegerInRange.Positive.class,
      description =
          "Targets taken and not yet printed; with --sha256 or --save this many bodies may be in"
              + " memory. Default: 1024, or 4 times --concurrency if that is more")
  private @Nullable Integer window;

  @Option(names = "--in-order", description = "Print rows in the order of the targets.")
  private boolean inOrder;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      converter = Durations.class,
      description =
          "For each attempt, from its start to the last byte. Durations are such as 500ms, 30s or"
              + " 2m. Default: 30s")
  private Duration timeout = DEFAULTS.attemptTimeout();

  @Option(
      names = "--connect-timeout",
      paramLabel = "D",
      converter = Durations.class,
      description = "For connecting, and for the TLS handshake after it. Default: 5s")
  private Duration connectTimeout = DEFAULTS.connectTimeout();

  @Option(
      names = "--deadline",
      paramLabel = "D",
      converter = Durations.class,
      description = "For everything. Default: none")
  private @Nullable Duration deadline;

  @Option(
      names = "--retries",
      paramLabel = "N",
      converter = IntegerInRange.Retries.class,
      description = "How often a failed attempt is repeated; 0 is one attempt. Default: 2")
  private int retries = DEFAULTS.retry().maxAttempts() - 1;

  @Option(
      names = "--redirects",
      paramLabel = "N",
      converter = IntegerInRange.Redirects.class,
      description = "How many redirects are followed; 0 delivers the 3xx. Default: 5")
  private int redirects = 5;

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      converter = Sizes.class,
      description = "The largest body after decoding, such as 64k or 16MiB. Default: 16MiB")
  private long maxBody = DEFAULTS.maxBodyBytes();

  @Option(
      names = "--header",
      paramLabel = "'K: V'",
      converter = HeaderFields.class,
      description = "Sent with every request; may be repeated. Never printed.")
  private List<Headers.Field> headers = new ArrayList<>();

  @Option(
      names = "--public-only",
      description = "Refuse loopback, private and other addresses that are not public.")
  private boolean publicOnly;

  @Option(
      names = "--cacert",
      paramLabel = "FILE",
      description =
          "Trust the certificate authorities in this PEM file instead of the system's."
              + " Certificates and host names are always verified.")
  private @Nullable Path caCert;

  @Option(names = "--sha256", description = "Compute the SHA-256 of each decoded body.")
  private boolean sha256;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Save each decoded body as DIR/<index>.")
  private @Nullable Path save;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Formats.class,
      description = "How rows are printed: table, jsonl or csv. Default: ${DEFAULT-VALUE}")
  private Format format = Format.TABLE;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write rows to this file. Default: standard output")
  private @Nullable Path output;

  FetchCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<Input> inputs = inputs();
    String chosen = engine();
    FetcherConfig config = config();
    Batch batch = delivered(TargetSource.batch(inputs, Headers.of(headers)));
    Bodies bodies = new Bodies(digest(), Optional.ofNullable(save));
    Optional.ofNullable(save).ifPresent(this::createDirectory);
    Sink sink = Optional.ofNullable(output).map(this::file).orElse(Sink.standard(streams));
    FetchRun run = new FetchRun(streams, bodies, format.writer(streams.columns()));
    return run.run(chosen, config, batch, sink);
  }

  private List<Input> inputs() {
    if (sources.isEmpty()) {
      throw usage("there is nothing to fetch, expected URLs, @FILE or -");
    }
    return sources.stream().map(this::input).toList();
  }

  private Input input(String source) {
    if (source.equals("-")) {
      return new Input.Standard(streams.in());
    }
    return source.startsWith("@") ? listed(source) : new Input.Argument(source);
  }

  private Input listed(String source) {
    try {
      Path path = Path.of(source.substring(1));
      if (Files.isReadable(path) && !Files.isDirectory(path)) {
        return new Input.Listed(path);
      }
    } catch (InvalidPathException e) {
      throw usage("URLs are to be read from \"" + source + "\", which is no file name");
    }
    throw usage(
        "URLs are to be read from \"" + source + "\", expected a readable file after the @");
  }

  private String engine() {
    if (engine == null) {
      throw usage("there is no engine on the class path, expected one such as fetchfold-virtual");
    }
    if (!Fetchers.names().contains(engine)) {
      String known = String.join(", ", Fetchers.names());
      throw usage("--engine is \"" + engine + "\", expected one of: " + known);
    }
    return engine;
  }

  private FetcherConfig config() {
    int room = OpenFiles.ofProcess().map(this::fitting).orElse(concurrency);
    FetcherConfig config =
        DEFAULTS
            .maxConcurrency(room)
            .maxPerOrigin(perOrigin)
            .connectTimeout(connectTimeout)
            .attemptTimeout(timeout)
            .maxBodyBytes(maxBody)
            .retry(RetryPolicy.defaults().maxAttempts(retries + 1))
            .redirects(redirects == 0 ? RedirectPolicy.none() : RedirectPolicy.upTo(redirects))
            .addresses(publicOnly ? AddressPolicy.publicOnly() : AddressPolicy.any());
    return caCert == null ? config : trusting(config, caCert);
  }

  /** More connections than fit would fail, and no server is to blame: so they wait instead. */
  private int fitting(OpenFiles files) {
    int most = files.connections();
    if (concurrency <= most) {
      return concurrency;
    }
    streams.err().println("fetchfold: --concurrency is " + concurrency + ", but " + files + ";");
    streams.err().println("at most " + most + " attempts are in flight at once");
    return most;
  }

  private FetcherConfig trusting(FetcherConfig config, Path file) {
    try {
      return config.trustManager(TrustAnchors.read(file));
    } catch (TrustAnchors.Unusable e) {
      throw usage("--cacert is " + e.getMessage());
    }
  }

  private Batch delivered(Batch batch) {
    Batch ordered = inOrder ? batch.inOrder() : batch.asCompleted();
    Batch windowed = window == null ? ordered : ordered.window(window);
    return deadline == null ? windowed : windowed.within(deadline);
  }

  private Bodies.Digest digest() {
    return sha256 ? Bodies.Digest.SHA256 : Bodies.Digest.NONE;
  }

  private void createDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw usage("--save is \"" + directory + "\", expected a directory, but " + Messages.of(e));
    }
  }

  private Sink file(Path path) {
    try {
      return new Sink(path.toString(), Files.newOutputStream(path), Streams.FarEnd.PIPE);
    } catch (IOException e) {
      throw usage("--output is \"" + path + "\", expected a file to write, but " + Messages.of(e));
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
