package dev.fetchfold.origin;

import java.io.IOException;

/** One request, and what a {@link Script} can do with it. Used by the script's thread only. */
public final class Exchange extends Line {
  private final Entry.Head head;
  private final byte[] body;
  private final int call;
  private boolean begun;

  Exchange(Connection connection, Entry.Head head, byte[] body, int call) {
    super(connection);
    this.head = head;
    this.body = body;
    this.call = call;
  }

  /**
   * The head of the request.
   *
   * @return as it stands in the ledger
   */
  public Entry.Head head() {
    return head;
  }

  /**
   * The body of the request, transfer coding removed.
   *
   * @return a copy of its bytes; empty where there is none
   */
  public byte[] body() {
    return body.clone();
  }

  /**
   * Which request for this path this is.
   *
   * @return the number, from 1, of this server
   */
  public int call() {
    return call;
  }

  /** Writes part of the reply; the exchange stays in flight. */
  @Override
  public void send(byte[] bytes) throws IOException {
    noteBegun();
    super.send(bytes);
  }

  /**
   * Writes the rest of the reply: the exchange is in flight no more (K1).
   *
   * @param bytes with the last byte of the reply
   * @throws IOException if the client has gone
   */
  public void sendLast(byte[] bytes) throws IOException {
    noteBegun();
    connection.ending();
    super.send(bytes);
  }

  @Override
  public void close() throws IOException {
    connection.ending();
    super.close();
  }

  @Override
  public void reset() throws IOException {
    connection.ending();
    super.reset();
  }

  private void noteBegun() {
    if (!begun) {
      begun = true;
      connection.replying(head.number());
    }
  }
}
