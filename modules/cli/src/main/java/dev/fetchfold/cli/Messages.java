package dev.fetchfold.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What exceptions mean, for people. */
final class Messages {
  private Messages() {}

  /**
   * What went wrong with a file.
   *
   * @param e what was thrown
   * @return a few words without the name of the file
   */
  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException taken -> "it is a file, expected a directory";
      case NotDirectoryException file -> "it is a file, expected a directory";
      case FileSystemException other -> lowerFirst(known(other.getReason(), other));
      default -> lowerFirst(known(e.getMessage(), e));
    };
  }

  /**
   * What nobody expected to be thrown.
   *
   * @param thrown what was
   * @return a sentence without its full stop, in one line or two
   */
  static String ofUnexpected(Throwable thrown) {
    if (thrown instanceof OutOfMemoryError) {
      return "out of memory; lower --window or --max-body, or give more\n"
          + "with FETCHFOLD_JAVA_OPTS=-Xmx2g";
    }
    return "internal error, please report it: "
        + thrown
        + "\nFETCHFOLD_JAVA_OPTS=-Dfetchfold.debug=true shows where it happened.";
  }

  private static String known(@Nullable String message, IOException e) {
    return message == null || message.isEmpty() ? e.getClass().getSimpleName() : message;
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
