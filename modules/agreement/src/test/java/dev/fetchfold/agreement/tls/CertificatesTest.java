package dev.fetchfold.agreement.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fetchfold.Failure;
import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Outcome;
import dev.fetchfold.Response;
import dev.fetchfold.RetryPolicy;
import dev.fetchfold.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every engine trusts the same certificates for the same hosts, and announces the same names
 * (SEC-02).
 */
class CertificatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Map<String, NamedServer> SERVERS = new HashMap<>();
  private static List<Case> cases = List.of();

  /** What shall come of a host that has a certificate. */
  private record Case(String certificate, String host, String outcome, String announced) {
    static Case of(String line) {
      String[] columns = line.split(",", -1);
      return new Case(columns[0], columns[1], columns[2], columns[3]);
    }

    @Override
    public String toString() {
      return host + " with " + certificate + ": " + outcome + ", announced " + announced;
    }
  }

  @TempDir static Path directory;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(NamedServer.canStart(), "there is no openssl here");
    Path key = Certificates.key(directory);
    try (InputStream table = Certificates.open("cases.csv")) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      cases = text.lines().skip(1).map(Case::of).toList();
    }
    for (Case each : cases) {
      if (!SERVERS.containsKey(each.certificate())) {
        Path certificate = Certificates.file(each.certificate(), directory);
        SERVERS.put(each.certificate(), new NamedServer(certificate, key));
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    for (NamedServer server : SERVERS.values()) {
      server.close();
    }
  }

  static Stream<String> engines() {
    return Fetchers.names().stream();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void sameOfEveryCertificate(String engine) throws Exception {
    assertAll(engine, Certificates.authority());
  }

  /** The JDK's own manager is an X509ExtendedTrustManager. */
  @ParameterizedTest
  @MethodSource("engines")
  void sameForATrustManagerThatIsAskedAboutCertificatesOnly(String engine) throws Exception {
    assertAll(engine, new Plain(Certificates.authority()));
  }

  private static void assertAll(String engine, X509TrustManager trust) throws Exception {
    FetcherConfig config =
        FetcherConfig.defaults()
            .retry(RetryPolicy.none())
            .connectTimeout(PATIENCE)
            .attemptTimeout(PATIENCE)
            .resolver(CertificatesTest::here)
            .trustManager(trust);
    List<Case> seen = new ArrayList<>();
    try (Fetcher fetcher = Fetchers.open(engine, config)) {
      for (Case each : cases) {
        seen.add(seen(fetcher, each));
      }
    }
    assertEquals(lines(cases), lines(seen));
  }

  private static Case seen(Fetcher fetcher, Case asked) throws InterruptedException {
    NamedServer server = Objects.requireNonNull(SERVERS.get(asked.certificate()));
    String url = "https://" + asked.host() + ":" + server.port() + "/";
    Outcome outcome = fetcher.fetch(Target.of(url));
    return new Case(asked.certificate(), asked.host(), shown(outcome), server.announced());
  }

  private static String shown(Outcome outcome) {
    return switch (outcome) {
      case Response response -> Integer.toString(response.status());
      case Failure failure -> failure.reason().toString();
    };
  }

  private static String lines(List<Case> all) {
    return String.join("\n", all.stream().map(Case::toString).toList());
  }

  /** Whoever is meant, the servers are here. */
  private static List<InetAddress> here(String host) throws UnknownHostException {
    return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
  }

  private record Plain(X509TrustManager judge) implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge.checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
