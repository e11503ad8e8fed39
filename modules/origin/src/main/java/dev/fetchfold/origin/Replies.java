package dev.fetchfold.origin;

import dev.fetchfold.Headers;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** How the scripts of {@link Script} write. */
final class Replies {
  private Replies() {}

  /** A script that leaves the request's body unread at first. */
  record Unread(Gate gate, Script script) implements Script {
    @Override
    public void play(Exchange exchange) throws IOException, InterruptedException {
      script.play(exchange);
    }
  }

  /** A script that is played before the request's body is read. */
  record Early(Script script) implements Script {
    @Override
    public void play(Exchange exchange) throws IOException, InterruptedException {
      script.play(exchange);
    }
  }

  static void whole(Exchange exchange, int status, Headers headers, byte[] body)
      throws IOException {
    boolean bodiless = status < 200 || status == 204 || status == 304;
    Headers framed =
        bodiless ? headers : headers.with("Content-Length", Integer.toString(body.length));
    byte[] head = head(status, framed);
    if (bodiless || exchange.head().method().equals("HEAD")) {
      exchange.sendLast(head);
    } else {
      exchange.sendLast(Bytes.concat(head, body));
    }
    if (headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent()) {
      exchange.close();
    }
  }

  static void chunked(Exchange exchange, Headers headers, List<byte[]> chunks) throws IOException {
    exchange.send(head(200, headers.with("Transfer-Encoding", "chunked")));
    for (byte[] chunk : chunks) {
      String size = Integer.toHexString(chunk.length);
      exchange.send(Bytes.concat(Bytes.latin1(size + "\r\n"), chunk, Bytes.latin1("\r\n")));
    }
    exchange.sendLast(Bytes.latin1("0\r\n\r\n"));
  }

  static void untilClose(Exchange exchange, Headers headers, byte[] body) throws IOException {
    exchange.send(Bytes.concat(head(200, headers), body));
    exchange.close();
  }

  static void then(Exchange exchange, Script.After after) throws IOException, InterruptedException {
    switch (after) {
      case KEEP -> {}
      case CLOSE -> exchange.close();
      case RESET -> exchange.reset();
      case HANG -> exchange.hang();
    }
  }

  static byte[] head(int status, Headers headers) {
    StringBuilder head =
        new StringBuilder(String.format(Locale.ROOT, "HTTP/1.1 %03d Scripted\r\n", status));
    for (Headers.Field field : headers) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    return Bytes.latin1(head.append("\r\n").toString());
  }
}
