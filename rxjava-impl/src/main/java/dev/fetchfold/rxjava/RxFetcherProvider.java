package dev.fetchfold.rxjava;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.FetcherProvider;
import dev.fetchfold.httpcore5.Http1;
import io.reactivex.rxjava3.core.Flowable;
import java.io.IOException;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarInputStream;

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
    Map<String, String> libraries = new HashMap<>(Http1.library());
    libraries.put("rxjava", bundle(Flowable.class));
    return Map.copyOf(libraries);
  }

  @Override
  public Fetcher open(FetcherConfig config) {
    return RxFetcher.open(config);
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
