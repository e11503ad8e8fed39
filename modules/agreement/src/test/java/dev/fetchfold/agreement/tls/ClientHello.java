package dev.fetchfold.agreement.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first message of a TLS handshake (RFC 8446 §4.1.2), and the name in it (RFC 6066 §3). */
final class ClientHello {
  private static final int RECORD_HEADER = 5;

  /** Type and length of the message, version, random. */
  private static final int BEFORE_SESSION_ID = 1 + 3 + 2 + 32;

  private static final int SERVER_NAME = 0;

  private ClientHello() {}

  /** The record that it is in, with its header. */
  static byte[] read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    byte[] header = new byte[RECORD_HEADER];
    data.readFully(header);
    int length = ByteBuffer.wrap(header).getShort(3) & 0xffff;
    byte[] record = new byte[RECORD_HEADER + length];
    System.arraycopy(header, 0, record, 0, RECORD_HEADER);
    data.readFully(record, RECORD_HEADER, length);
    return record;
  }

  static Optional<String> serverName(byte[] record) {
    ByteBuffer hello = ByteBuffer.wrap(record).position(RECORD_HEADER + BEFORE_SESSION_ID);
    skip(hello, hello.get() & 0xff); // session id
    skip(hello, hello.getShort() & 0xffff); // cipher suites
    skip(hello, hello.get() & 0xff); // compression methods
    hello.getShort(); // length of the extensions
    while (hello.hasRemaining()) {
      int type = hello.getShort() & 0xffff;
      int length = hello.getShort() & 0xffff;
      if (type == SERVER_NAME) {
        return Optional.of(name(hello));
      }
      skip(hello, length);
    }
    return Optional.empty();
  }

  /** The first of the list, which has one. */
  private static String name(ByteBuffer list) {
    skip(list, 2 + 1); // length of the list, type of the name
    byte[] name = new byte[list.getShort() & 0xffff];
    list.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static void skip(ByteBuffer bytes, int count) {
    bytes.position(bytes.position() + count);
  }
}
