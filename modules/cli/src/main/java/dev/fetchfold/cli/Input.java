package dev.fetchfold.cli;

import dev.fetchfold.url.Urls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where URLs come from. */
sealed interface Input {

  /**
   * A URL on the command line.
   *
   * @param url as given
   */
  record Argument(String url) implements Input {
    private static final char REPLACED = '\ufffd';

    /**
     * The argument, as if it stood in a list.
     *
     * @return no URL, where the JVM could not read what was typed and put something in its place
     */
    ListLine line() {
      return url.indexOf(REPLACED) < 0
          ? new ListLine.Url(url)
          : new NoUrl(
              Urls.masked(url),
              "the argument has bytes that are no text in this locale, expected UTF-8 and a locale"
                  + " that says so");
    }
  }

  /** One a line, to be read. */
  sealed interface Text extends Input {

    /**
     * What to call it in a message.
     *
     * @return such as {@code urls.txt}
     */
    String name();

    /**
     * Opens it; may block, as a named pipe does until somebody writes.
     *
     * @return its bytes, to be closed
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;
  }

  /**
   * {@code @FILE}.
   *
   * @param path the file
   */
  record Listed(Path path) implements Text {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /**
   * {@code -}.
   *
   * @param in standard input
   */
  record Standard(InputStream in) implements Text {
    @Override
    public String name() {
      return "standard input";
    }

    @Override
    public InputStream open() {
      return in;
    }
  }
}
