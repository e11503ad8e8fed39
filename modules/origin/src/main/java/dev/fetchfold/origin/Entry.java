package dev.fetchfold.origin;

import dev.fetchfold.Headers;
import java.time.Duration;
import java.util.Locale;

/** One line of a {@link Ledger}. */
public sealed interface Entry {

  /** Who ended a connection, and how. */
  enum Closer {
    /** The client, in order. */
    CLIENT,
    /** The client, by a reset. */
    CLIENT_RESET,
    /** The script, or the server's own end. */
    SERVER
  }

  /**
   * When it happened.
   *
   * @return the time since the ledger began, monotonic
   */
  Duration at();

  /**
   * On which connection.
   *
   * @return the connection's number in its ledger, from 1
   */
  int connection();

  /**
   * A connection was accepted.
   *
   * @param at when
   * @param connection its number
   * @param port of which server
   */
  record Opened(Duration at, int connection, int port) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "opened, port " + port);
    }
  }

  /**
   * A TLS handshake was completed.
   *
   * @param at when
   * @param connection on which connection
   */
  record Secured(Duration at, int connection) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "TLS handshake done");
    }
  }

  /**
   * A TLS handshake failed.
   *
   * @param at when
   * @param connection on which connection
   * @param why what the server's TLS said
   */
  record Unsecured(Duration at, int connection, String why) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "TLS handshake failed: " + why);
    }
  }

  /**
   * The head of a request was received whole: its exchange is in flight (K1).
   *
   * @param at when
   * @param connection on which connection
   * @param port of which server
   * @param number which request on that connection, from 1
   * @param requestLine as received
   * @param headers as received, in order
   */
  record Head(
      Duration at, int connection, int port, int number, String requestLine, Headers headers)
      implements Entry {

    /**
     * The method.
     *
     * @return the first word of the request line
     */
    public String method() {
      return requestLine.substring(0, requestLine.indexOf(' '));
    }

    /**
     * The request target.
     *
     * @return path and query as sent
     */
    public String target() {
      return requestLine.substring(requestLine.indexOf(' ') + 1, requestLine.lastIndexOf(' '));
    }

    /**
     * The request target without its query.
     *
     * @return the path as sent
     */
    public String path() {
      String target = target();
      int query = target.indexOf('?');
      return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String toString() {
      return line(at, connection, "head " + number + ": " + requestLine);
    }
  }

  /**
   * The body of a request was received whole.
   *
   * @param at when
   * @param connection on which connection
   * @param number which request on that connection, from 1
   * @param size in bytes
   */
  record Uploaded(Duration at, int connection, int number, int size) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "body of request " + number + ": " + size + " bytes");
    }
  }

  /**
   * The first byte of a reply is about to be written.
   *
   * @param at when
   * @param connection on which connection
   * @param number to which request on that connection, from 1
   */
  record Replying(Duration at, int connection, int number) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "reply " + number + " begun");
    }
  }

  /**
   * The last byte of a reply is about to be written: its exchange is in flight no more (K1).
   *
   * @param at when
   * @param connection on which connection
   * @param number to which request on that connection, from 1
   */
  record Ending(Duration at, int connection, int number) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "reply " + number + " about to end");
    }
  }

  /**
   * The script of an exchange has returned.
   *
   * @param at when
   * @param connection on which connection
   * @param number which request on that connection, from 1
   */
  record Done(Duration at, int connection, int number) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "exchange " + number + " done");
    }
  }

  /**
   * The client ended the connection before the last byte of the reply was about to be written.
   *
   * @param at when
   * @param connection on which connection
   * @param number which request on that connection, from 1
   */
  record Abandoned(Duration at, int connection, int number) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "exchange " + number + " abandoned by the client");
    }
  }

  /**
   * The server could not go on: a malformed request, or a script that threw.
   *
   * @param at when
   * @param connection on which connection
   * @param why what happened
   */
  record Broken(Duration at, int connection, String why) implements Entry {
    @Override
    public String toString() {
      return line(at, connection, "broken: " + why);
    }
  }

  /**
   * A connection was closed, or is about to be closed by the server.
   *
   * @param at when
   * @param connection its number
   * @param by who began it
   */
  record Closed(Duration at, int connection, Closer by) implements Entry {
    @Override
    public String toString() {
      return line(
          at, connection, "closed by " + by.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
  }

  private static String line(Duration at, int connection, String what) {
    return String.format(Locale.ROOT, "%10.3f ms  #%-4d %s", at.toNanos() / 1e6, connection, what);
  }
}
