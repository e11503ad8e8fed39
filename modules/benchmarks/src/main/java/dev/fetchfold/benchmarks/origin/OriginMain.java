package dev.fetchfold.benchmarks.origin;

import java.io.IOException;
import java.util.StringJoiner;

/** An origin in a process of its own, which ends with its parent. */
public final class OriginMain {
  private OriginMain() {}

  /**
   * Listens on loopback and prints its ports on one line, the one for {@link OriginControl} first;
   * ends when standard input does.
   *
   * @param args how many ports besides that one
   * @throws IOException if standard input breaks
   */
  public static void main(String[] args) throws IOException {
    Origin origin = new Origin();
    StringJoiner ports = new StringJoiner(" ");
    ports.add(Integer.toString(origin.control("127.0.0.1")));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      ports.add(Integer.toString(origin.listen("127.0.0.1", 0)));
    }
    System.out.println(ports);
    System.in.readAllBytes();
    System.exit(0);
  }
}
