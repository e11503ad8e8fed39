package dev.fetchfold.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The three streams a process is given.
 *
 * <p>Where one is closed, the system gives its number to the next file that is opened, which is one
 * of the JVM's own: to read it gives rubbish, and to write it ends the JVM. The launcher opens
 * {@code /dev/null} in its place and says so. Without the launcher it is told, where the system can
 * tell, by what the number leads to.
 */
enum StandardStream {
  /** Standard input. */
  IN(0),
  /** Standard output. */
  OUT(1),
  /** Standard error. */
  ERR(2);

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final int number;

  StandardStream(int number) {
    this.number = number;
  }

  /** What it leads to, by the launcher or by what can be seen. */
  Streams.FarEnd farEnd() {
    String told = System.getProperty("fetchfold." + name().toLowerCase(Locale.ROOT), "");
    return switch (told) {
      case "terminal" -> Streams.FarEnd.TERMINAL;
      case "closed" -> Streams.FarEnd.CLOSED;
      default -> isTaken() ? Streams.FarEnd.CLOSED : Streams.FarEnd.PIPE;
    };
  }

  /** Whether its number leads nowhere, or to a file of the JVM's own. */
  private boolean isTaken() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return false;
    }
    try {
      return isOfJvm(Files.readSymbolicLink(OPEN_FILES.resolve(Integer.toString(number))));
    } catch (IOException e) {
      return true;
    }
  }

  private static boolean isOfJvm(Path file) {
    return file.startsWith(Path.of(System.getProperty("java.home")))
        || file.toString().contains("/hsperfdata_")
        || file.toString().endsWith(".jar");
  }

  /** Standard input, or what cannot be read. */
  static InputStream in() {
    return IN.farEnd() == Streams.FarEnd.CLOSED ? new ClosedStream.Input() : new KeptInput();
  }

  /** Standard output, or what cannot be written; unlike System.out it reports failures. */
  static OutputStream out() {
    return OUT.farEnd() == Streams.FarEnd.CLOSED
        ? new ClosedStream.Output()
        : new KeptOutput(FileDescriptor.out);
  }

  /** Standard error, or what drops everything: there is nobody to tell. */
  static OutputStream err() {
    return ERR.farEnd() == Streams.FarEnd.CLOSED
        ? OutputStream.nullOutputStream()
        : new KeptOutput(FileDescriptor.err);
  }

  /** To close a standard stream, the JDK opens {@code /dev/null}, which fails at the limit. */
  private static final class KeptInput extends FileInputStream {
    KeptInput() {
      super(FileDescriptor.in);
    }

    @Override
    public void close() {}
  }

  private static final class KeptOutput extends FileOutputStream {
    KeptOutput(FileDescriptor descriptor) {
      super(descriptor);
    }

    @Override
    public void close() {}
  }
}
