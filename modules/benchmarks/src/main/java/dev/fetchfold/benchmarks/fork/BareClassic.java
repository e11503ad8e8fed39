package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.work.Ask;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Apache HttpClient 5, classic: {@code execute} with a response handler, on an executor. */
final class BareClassic implements Contestant {
  private final CloseableHttpClient client;
  private final ExecutorService executor;

  BareClassic(int bound, ExecutorService executor) {
    this.executor = executor;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(bound)
                    .setMaxConnPerRoute(bound)
                    .build())
            .build();
  }

  static ExecutorService pool(int threads) {
    return Executors.newFixedThreadPool(threads);
  }

  static ExecutorService virtualThreads() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }

  @Override
  public void batch(Work work, Tally tally) throws InterruptedException {
    List<Callable<Void>> tasks = work.asks().map(ask -> task(ask, tally)).toList();
    executor.invokeAll(tasks);
  }

  private Callable<Void> task(Ask ask, Tally tally) {
    return () -> {
      try {
        tally.answer(ask, client.execute(new HttpGet(ask.url()), BareClassic::read));
      } catch (IOException e) {
        tally.failed(ask);
      }
      return null;
    };
  }

  private static int read(ClassicHttpResponse response) throws IOException {
    EntityUtils.toByteArray(response.getEntity());
    return response.getCode();
  }

  @Override
  public void close() throws IOException {
    executor.shutdownNow();
    client.close();
  }
}
