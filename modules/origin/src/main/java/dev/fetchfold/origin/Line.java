package dev.fetchfold.origin;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A connection in the hands of a script. Every wait ends with an InterruptedException when the
 * client ends the connection.
 */
public sealed class Line permits Exchange {
  final Connection connection;

  Line(Connection connection) {
    this.connection = connection;
  }

  /**
   * Which connection.
   *
   * @return its number in the ledger
   */
  public int connection() {
    return connection.number();
  }

  /**
   * Writes bytes after which more will come.
   *
   * @param bytes what to write
   * @throws IOException if the client has gone
   */
  public void send(byte[] bytes) throws IOException {
    connection.write(bytes);
  }

  /**
   * Waits until the client has sent so many bytes, and drops them.
   *
   * @param count how many
   * @throws IOException if it ended the connection first
   */
  public void skip(int count) throws IOException {
    connection.skip(count);
  }

  /**
   * Closes the connection in order; over TLS with a close_notify.
   *
   * @throws IOException if the client has gone
   */
  public void close() throws IOException {
    connection.close();
  }

  /**
   * Ends the connection as {@link #close} does, but over TLS without a close_notify.
   *
   * @throws IOException if the client has gone
   */
  public void cut() throws IOException {
    connection.cut();
  }

  /**
   * Resets the connection.
   *
   * @throws IOException if the client has gone
   */
  public void reset() throws IOException {
    connection.reset();
  }

  /**
   * Waits until the client ends the connection.
   *
   * @throws InterruptedException when it has
   */
  public void hang() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /**
   * Waits at a gate.
   *
   * @param gate the gate
   * @throws InterruptedException if the client ends the connection
   */
  public void pass(Gate gate) throws InterruptedException {
    gate.pass();
  }

  /**
   * Waits for a time: to set a pace, never to prove something.
   *
   * @param time how long
   * @throws InterruptedException if the client ends the connection
   */
  @SuppressWarnings("ReturnValueIgnored")
  public void pause(Duration time) throws InterruptedException {
    boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (never) {
      throw new IllegalStateException("nobody counts this latch down");
    }
  }
}
