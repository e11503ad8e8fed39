package dev.fetchfold.origin;

import java.io.IOException;
import java.time.Duration;

/**
 * What a server does with a connection before there is any request: for what breaks below HTTP.
 * Called once per connection on a thread of its own; when it returns the connection is closed.
 */
@FunctionalInterface
public interface LineScript {

  /**
   * Plays one connection.
   *
   * @param line the connection
   * @throws IOException if the client has gone
   * @throws InterruptedException if the client has gone
   */
  void play(Line line) throws IOException, InterruptedException;

  /**
   * Says nothing until the client ends the connection.
   *
   * @return the script
   */
  static LineScript silent() {
    return Line::hang;
  }

  /**
   * Reads the client's first byte, then closes.
   *
   * @return the script
   */
  static LineScript closes() {
    return line -> {
      line.skip(1);
      line.close();
    };
  }

  /**
   * Reads the client's first byte, then resets.
   *
   * @return the script
   */
  static LineScript resets() {
    return line -> {
      line.skip(1);
      line.reset();
    };
  }

  /**
   * Reads the client's first byte, answers with these bytes and closes.
   *
   * @param bytes what to write
   * @return the script
   */
  static LineScript says(byte[] bytes) {
    return line -> {
      line.skip(1);
      line.send(bytes);
      line.close();
    };
  }

  /**
   * Begins a TLS handshake that never comes to an end, byte by byte.
   *
   * @param pause between two bytes
   * @return the script
   */
  static LineScript dripsHandshake(Duration pause) {
    return line -> {
      line.skip(1);
      // A handshake record of 16 KiB that begins a ServerHello of the same size.
      line.send(new byte[] {22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc, 3, 3});
      for (int i = 0; i < 1 << 14; i++) {
        line.pause(pause);
        line.send(new byte[1]);
      }
      line.hang();
    };
  }
}
