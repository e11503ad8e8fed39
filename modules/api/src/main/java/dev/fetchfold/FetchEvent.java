package dev.fetchfold;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a {@link FetchListener} hears (OBS-01). Its {@code toString} shows no credential (SEC-04).
 */
public sealed interface FetchEvent {

  /**
   * The target's position in its source.
   *
   * @return the index, from 0
   */
  long index();

  /**
   * The target the event is about.
   *
   * @return the target, with its tag
   */
  Target target();

  /**
   * An attempt has its permits.
   *
   * @param index the target's position in its source
   * @param target the target
   * @param attempt the attempt's number, from 1
   * @param uri what it asks for
   */
  record AttemptStarted(long index, Target target, int attempt, URI uri) implements FetchEvent {
    @Override
    public String toString() {
      return "AttemptStarted[" + index + " " + target + " #" + attempt + "]";
    }
  }

  /**
   * An attempt has ended: with a status, with a reason, or, if it was aborted because its run ended
   * early, with neither.
   *
   * @param index the target's position in its source
   * @param target the target
   * @param attempt the attempt's number, from 1
   * @param status the status of its reply, if it was received whole
   * @param reason why there is none, if it failed
   * @param onWire from the grant of its permits to its end
   */
  record AttemptEnded(
      long index,
      Target target,
      int attempt,
      OptionalInt status,
      Optional<Reason> reason,
      Duration onWire)
      implements FetchEvent {
    @Override
    public String toString() {
      String how =
          status.isPresent()
              ? Integer.toString(status.getAsInt())
              : reason.map(Reason::name).orElse("aborted");
      return "AttemptEnded[" + index + " " + target + " #" + attempt + " " + how + "]";
    }
  }

  /**
   * A target has its outcome.
   *
   * @param outcome the outcome
   */
  record Settled(Outcome outcome) implements FetchEvent {
    @Override
    public long index() {
      return outcome.index();
    }

    @Override
    public Target target() {
      return outcome.target();
    }
  }

  /**
   * The consumer's step, {@code onNext} or handler for an outcome has returned.
   *
   * @param outcome the outcome
   */
  record Delivered(Outcome outcome) implements FetchEvent {
    @Override
    public long index() {
      return outcome.index();
    }

    @Override
    public Target target() {
      return outcome.target();
    }
  }
}
