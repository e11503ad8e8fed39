package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import dev.fetchfold.Target;
import dev.fetchfold.url.Origin;
import dev.fetchfold.url.Url;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One request, complete: an engine sends exactly this. */
public final class Attempt {
  private final Parts parts;

  private Attempt(Parts parts) {
    this.parts = parts;
  }

  /** What {@link Policy} makes an attempt of: the one before, in which some of these differ. */
  static final class Parts implements Cloneable {
    private final long index;
    private final Target target;
    private int number = 1;
    int tries = 1;
    Url url;
    String method;
    Headers headers;
    Optional<byte[]> body;
    private final boolean decode;
    List<String> hops = List.of();
    private Duration onWire = Duration.ZERO;
    boolean fresh;
    private Progress progress = new Progress();

    private Parts(long index, Target target, Url url) {
      this.index = index;
      this.target = target;
      this.url = url;
      this.method = target.method();
      this.headers = target.headers();
      this.body = target.body();
      this.decode = Fields.isCodingOurs(target.headers());
    }

    private List<?> all() {
      return List.of(
          index, target, number, tries, url, method, headers, body, decode, hops, onWire, fresh,
          progress);
    }

    private Parts copy() {
      try {
        return (Parts) clone();
      } catch (CloneNotSupportedException e) {
        throw new AssertionError("parts can be cloned", e);
      }
    }
  }

  /**
   * The first attempt for a target, as the target says and with nothing added.
   *
   * @param index the target's position in its source
   * @param target the target
   * @param url its URL
   * @return an attempt whose gzip-coded reply is decoded unless the target asks for a coding itself
   */
  public static Attempt first(long index, Target target, Url url) {
    return new Attempt(new Parts(index, target, url));
  }

  /**
   * The attempt after this one, of whose reply nothing has come.
   *
   * @param onWire how long this one held its permits
   * @param change what else differs; {@code fresh} is false unless set
   */
  Attempt next(Duration onWire, Consumer<Parts> change) {
    return with(
        next -> {
          next.number++;
          next.onWire = next.onWire.plus(onWire);
          next.fresh = false;
          next.progress = new Progress();
          change.accept(next);
        });
  }

  private Attempt with(Consumer<Parts> change) {
    Parts copy = parts.copy();
    change.accept(copy);
    return new Attempt(copy);
  }

  /**
   * With another URL.
   *
   * @param url what to ask for
   * @return a new attempt
   */
  public Attempt url(Url url) {
    return with(to -> to.url = url);
  }

  /**
   * With another method.
   *
   * @param method the method
   * @return a new attempt
   */
  public Attempt method(String method) {
    return with(to -> to.method = method);
  }

  /**
   * With other fields.
   *
   * @param headers every field to send but Host and the framing
   * @return a new attempt
   */
  public Attempt headers(Headers headers) {
    return with(to -> to.headers = headers);
  }

  /**
   * One that has to go on a connection that has carried no request before.
   *
   * @return a new attempt
   */
  public Attempt afresh() {
    return with(to -> to.fresh = true);
  }

  /**
   * With another record of its reply.
   *
   * @param progress how far its reply has come
   * @return a new attempt
   */
  public Attempt progress(Progress progress) {
    return with(to -> to.progress = progress);
  }

  /**
   * The target's position in its source.
   *
   * @return the index, from 0
   */
  public long index() {
    return parts.index;
  }

  /**
   * What is asked for.
   *
   * @return the target
   */
  public Target target() {
    return parts.target;
  }

  /**
   * Which attempt for the target this is: retries and redirect hops alike.
   *
   * @return the number, from 1
   */
  public int number() {
    return parts.number;
  }

  /**
   * Which attempt for this hop this is.
   *
   * @return the number, from 1
   */
  public int tries() {
    return parts.tries;
  }

  /**
   * What to ask for.
   *
   * @return the URL
   */
  public Url url() {
    return parts.url;
  }

  /**
   * The method.
   *
   * @return the token
   */
  public String method() {
    return parts.method;
  }

  /**
   * Every field to send, User-Agent and Accept-Encoding included, but Host and the framing, which
   * the client adds (OUT-07).
   *
   * @return the fields
   */
  public Headers headers() {
    return parts.headers;
  }

  /**
   * The bytes to send.
   *
   * @return the bytes, not to be changed; empty if there is no body
   */
  public Optional<byte[]> body() {
    return parts.body;
  }

  /**
   * Whether a gzip-coded reply is to be decoded (BODY-02).
   *
   * @return false if the target asks for a coding itself
   */
  public boolean decode() {
    return parts.decode;
  }

  /**
   * The method and URL of every hop before this one, for the loop check.
   *
   * @return the hops, in order
   */
  public List<String> hops() {
    return parts.hops;
  }

  /**
   * The sum of the attempts before this one.
   *
   * @return zero for the first
   */
  public Duration onWire() {
    return parts.onWire;
  }

  /**
   * Whether it has to go on a connection that has carried no request before: it repeats an attempt
   * whose connection ended (CONN-04).
   *
   * @return true if an idle connection will not do
   */
  public boolean fresh() {
    return parts.fresh;
  }

  /**
   * How far its reply has come.
   *
   * @return where its receiver writes
   */
  public Progress progress() {
    return parts.progress;
  }

  /**
   * Whose permits it needs.
   *
   * @return the origin of its URL
   */
  public Origin origin() {
    return url().origin();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attempt that && parts.all().equals(that.parts.all());
  }

  @Override
  public int hashCode() {
    return parts.all().hashCode();
  }

  /** Shows no header, no body and no credential (SEC-04). */
  @Override
  public String toString() {
    return index() + "#" + number() + " " + method() + " " + url();
  }
}
