package dev.fetchfold.origin;

import dev.fetchfold.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request's head, parsed strictly: the kit's server accepts nothing that RFC 9112 does not. */
record Request(String requestLine, Headers headers) {
  private static final int LONGEST_LINE = 1 << 20;

  /** Reads the next head, or nothing where the connection ends in order before one begins. */
  static Optional<Request> read(InputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String requestLine = (char) first + line(in);
    if (!requestLine.matches("[!-~]+ [!-~]+ HTTP/1\\.1")) {
      throw new ProtocolException("request line: " + requestLine);
    }
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      fields.add(field(line));
    }
    return Optional.of(new Request(requestLine, Headers.of(fields)));
  }

  /** Reads the body that this head announces. */
  byte[] readBody(InputStream in) throws IOException {
    if (headers.contains("Transfer-Encoding")) {
      return readChunks(in);
    }
    int length = headers.first("Content-Length").map(Integer::parseInt).orElse(0);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("request body ended after " + body.length + " of " + length);
    }
    return body;
  }

  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
      body.write(in.readNBytes(size));
      if (!line(in).isEmpty()) {
        throw new ProtocolException("no CRLF after a chunk");
      }
    }
    while (!line(in).isEmpty()) {
      // a trailer, which says nothing to the kit
    }
    return body.toByteArray();
  }

  private static int chunkSize(InputStream in) throws IOException {
    return Integer.parseInt(line(in).replaceAll(";.*", "").strip(), 16);
  }

  private static Headers.Field field(String line) throws ProtocolException {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new ProtocolException("header line: " + line);
    }
    return new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the head ended in mid-line");
      }
      if (line.size() > LONGEST_LINE) {
        throw new ProtocolException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(next);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r")) {
      throw new ProtocolException("a line that ends without CR");
    }
    return text.substring(0, text.length() - 1);
  }
}
