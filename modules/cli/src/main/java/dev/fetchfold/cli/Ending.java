package dev.fetchfold.cli;

import java.io.IOException;
import java.util.Locale;

/** How a command's run came to its end. */
sealed interface Ending {

  /**
   * How the summary begins.
   *
   * @return empty for a run that ended as it should
   */
  String headline();

  /** Every target was delivered. */
  record Complete() implements Ending {
    @Override
    public String headline() {
      return "";
    }
  }

  /** The deadline came first. */
  record Deadline() implements Ending {
    @Override
    public String headline() {
      return "deadline reached: ";
    }
  }

  /** Ctrl-C. */
  record Cancelled() implements Ending {
    @Override
    public String headline() {
      return "cancelled: ";
    }
  }

  /** Whoever read the output has seen enough: nothing is said, as other tools do. */
  record ReaderGone() implements Ending {
    @Override
    public String headline() {
      return "";
    }
  }

  /**
   * The run could not go on.
   *
   * @param message what to tell the user
   */
  record Broken(String message) implements Ending {
    @Override
    public String headline() {
      return "ended early: ";
    }
  }

  /**
   * What a failure to write means.
   *
   * @param e what was thrown
   * @param what the output's name
   * @return the ending
   */
  static Ending of(IOException e, String what) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    boolean readerGone = message.contains("broken pipe") || message.contains("pipe is closed");
    return readerGone
        ? new ReaderGone()
        : new Broken("cannot write " + what + ": " + Messages.of(e));
  }
}
