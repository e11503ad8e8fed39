package dev.fetchfold.benchmarks.fork;

import dev.fetchfold.benchmarks.work.Ask;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;

/** Apache HttpClient 5, asynchronous: a callback per request. */
final class BareAsync implements Contestant {
  private final CloseableHttpAsyncClient client;

  BareAsync(int bound) {
    this.client =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(bound)
                    .setMaxConnPerRoute(bound)
                    .build())
            .build();
    client.start();
  }

  @Override
  public void batch(Work work, Tally tally) throws InterruptedException {
    List<Ask> asks = work.asks().toList();
    CountDownLatch done = new CountDownLatch(asks.size());
    for (Ask ask : asks) {
      client.execute(SimpleRequestBuilder.get(ask.url()).build(), new Call(ask, tally, done));
    }
    done.await();
  }

  /** One request. */
  private record Call(Ask ask, Tally tally, CountDownLatch done)
      implements FutureCallback<SimpleHttpResponse> {
    @Override
    public void completed(SimpleHttpResponse response) {
      tally.answer(ask, response.getCode());
      done.countDown();
    }

    @Override
    public void failed(Exception e) {
      tally.failed(ask);
      done.countDown();
    }

    @Override
    public void cancelled() {
      failed(new java.util.concurrent.CancellationException());
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
