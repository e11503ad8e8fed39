package dev.fetchfold.rxjava;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarInputStream;
import org.apache.hc.client5.http.async.HttpAsyncClient;

/** The ServiceLoader entry of engine {@code rxjava}. */
public final class RxFetcherProvider implements FetcherProvider {
  /** For {@link java.util.ServiceLoader}. */
  public RxFetcherProvider() {}

  @Override
  public String name() {
    return "rxjava";
  }

  @Override
  public String description() {
    return "Single and Flowable on non-blocking sockets";
  }

  @Override
  public Map<String, String> libraries() {
    return Map.of("rxjava", bundle(Flowable.class), "httpclient5", version(HttpAsyncClient.class));
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return RxFetcher.open(config);
  }

  private static String version(Class<?> type) {
    return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("");
  }

  /** RxJava's jar says its version as OSGi bundles do. */
  private static String bundle(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "";
    }
    try (JarInputStream jar = new JarInputStream(source.getLocation().openStream())) {
      return Optional.ofNullable(jar.getManifest())
          .map(manifest -> manifest.getMainAttributes().getValue("Bundle-Version"))
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
