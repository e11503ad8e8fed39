package dev.fetchfold.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One command line, run within this JVM. */
final class Session {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = new ByteArrayInputStream(new byte[0]);
  private Streams.FarEnd farEnd = Streams.FarEnd.PIPE;

  Session reading(String input) {
    return reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }

  Session reading(InputStream input) {
    in = input;
    return this;
  }

  Session onTerminal() {
    farEnd = Streams.FarEnd.TERMINAL;
    return this;
  }

  int run(String... args) {
    return writing(out, args);
  }

  int writing(OutputStream to, String... args) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Main.run(new Streams(in, to, errors, farEnd, farEnd, 100), args);
  }

  /** {@code fetch --engine fake} and more. */
  int fetch(String... args) {
    return run(command(args));
  }

  static String[] command(String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "fetch";
    all[1] = "--engine";
    all[2] = "fake";
    System.arraycopy(args, 0, all, 3, args.length);
    return all;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return out().lines().toList();
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
