package dev.fetchfold.cli;

import dev.fetchfold.Body;
import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Outcome;
import dev.fetchfold.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * What to do with bodies besides counting them.
 *
 * @param digest whether their SHA-256 is computed
 * @param directory where they are saved, each as a file named by its index
 */
record Bodies(Digest digest, Optional<Path> directory) {
  private static final Set<StandardOpenOption> ANEW =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  /** Whether a digest is computed. */
  enum Digest {
    /** None. */
    NONE,
    /** SHA-256. */
    SHA256
  }

  /** A body could not be saved. */
  static final class Unsaved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsaved(Path file, IOException cause) {
      super("cannot write " + file + ": " + Messages.of(cause), cause);
    }
  }

  /** Whether the fetcher has to keep them for that. */
  FetcherConfig.Bodies kept() {
    return digest == Digest.NONE && directory.isEmpty()
        ? FetcherConfig.Bodies.COUNTED
        : FetcherConfig.Bodies.KEPT;
  }

  /**
   * Saves the body, if it is one and that was asked for.
   *
   * @param outcome any outcome
   * @throws Unsaved if it cannot be written
   */
  void save(Outcome outcome) {
    if (directory.isPresent() && outcome instanceof Response response) {
      write(directory.get().resolve(Long.toString(outcome.index())), response.body());
    }
  }

  private static void write(Path file, Body body) {
    try (SeekableByteChannel channel = Files.newByteChannel(file, ANEW)) {
      ByteBuffer bytes = body.buffer();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new Unsaved(file, e);
    }
  }

  /**
   * The digest of the body, if it is one and that was asked for.
   *
   * @param outcome any outcome
   * @return 64 hexadecimal digits, or empty
   */
  Optional<String> sha256(Outcome outcome) {
    return digest == Digest.SHA256
        ? outcome.response().map(response -> sha256(response.body()))
        : Optional.empty();
  }

  private static String sha256(Body body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(body.buffer());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
