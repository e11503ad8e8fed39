package dev.fetchfold.reactor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Target;
import dev.fetchfold.policy.Limits;
import dev.fetchfold.support.Alarms;
import dev.fetchfold.url.Origin;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Who has a permit whose receiver is cancelled while it is emitted (BOUND-05). */
@Timeout(Watchdog.SECONDS)
final class AdmissionTest {
  private static final Origin ORIGIN = new Origin("http", "one.test", 80);
  private static final FetcherConfig CONFIG = FetcherConfig.defaults().maxConcurrency(1);
  private static final Limits LIMITS =
      Limits.of(CONFIG, Target.of("http://one.test/"), System.nanoTime(), Long.MAX_VALUE);

  private final Admission admission = new Admission(CONFIG, new Alarms("admission-test"));
  private final AtomicInteger received = new AtomicInteger();

  @Test
  void oneThatIsCancelledOnItsWayGoesToTheNext() {
    Admission.Permit before = Objects.requireNonNull(admit().map(Admission.Permit::take).block());
    Disposable.Swap cancelled = Disposables.swap();
    Mono<Admission.Permit> onItsWay = admit().doOnNext(permit -> cancelled.dispose());
    cancelled.replace(Mono.empty().then(onItsWay).subscribe(this::receive));
    admit().subscribe(this::receive);
    before.release();
    assertEquals(1, received.get());
  }

  @Test
  void oneThatIsReceivedDoesNot() {
    admit().subscribe(this::receive);
    admit().subscribe(this::receive);
    assertEquals(1, received.get());
  }

  private Mono<Admission.Permit> admit() {
    return admission.admit(ORIGIN, LIMITS, () -> false);
  }

  private void receive(Admission.Permit permit) {
    permit.take();
    received.incrementAndGet();
  }
}
