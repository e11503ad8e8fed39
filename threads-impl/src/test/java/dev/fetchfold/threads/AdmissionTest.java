package dev.fetchfold.threads;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.url.Origin;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a permit goes that is given on. */
@Timeout(60)
final class AdmissionTest {
  private static final Origin ORIGIN = new Origin("http", "somewhere", 80);

  /** OUT-05: the last permits of a cancelled run are given on while the fetcher closes. */
  @Test
  void aPermitGivenOnAfterTheCloseIsDropped() throws InterruptedException {
    BlockingQueue<Admission.Permit> begun = new LinkedBlockingQueue<>();
    ExecutorService pool = ThreadsFetcher.pool(1);
    Admission admission = new Admission(FetcherConfig.defaults().maxConcurrency(1), pool);
    Admission.Permit first = admission.permit(ORIGIN, () -> false, begun::add);
    Admission.Permit second = admission.permit(ORIGIN, () -> false, begun::add);
    admission.admit(first);
    admission.admit(second);
    begun.take();
    pool.close();
    first.close();
    assertTrue(second.leave());
    assertTrue(begun.isEmpty());
  }
}
