package dev.fetchfold.agreement;

import dev.fetchfold.Failure;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import java.util.HexFormat;

/** What a client makes of a reply, as far as clients can be held against each other. */
sealed interface Behaviour {

  /** A response; its body as text of one line, whatever its bytes are. */
  record Answered(int status, String body) implements Behaviour {
    @Override
    public String toString() {
      return status + " \"" + body + "\"";
    }
  }

  /** A failure that says what was wrong with the reply. */
  record Refused() implements Behaviour {
    @Override
    public String toString() {
      return "error";
    }
  }

  /** It waited until a timeout ended it, which is right for no reply that is whole or closed. */
  record Hung(Reason reason) implements Behaviour {
    @Override
    public String toString() {
      return "hangs (" + reason + ")";
    }
  }

  /** What the outcome of one target shows. */
  static Behaviour of(Outcome outcome) {
    return switch (outcome) {
      case Response response -> answered(response.status(), response.body().bytes());
      case Failure failure -> of(failure.reason());
    };
  }

  /** What was answered, in a form that can be read and compared. */
  static Behaviour answered(int status, byte[] body) {
    return new Answered(status, line(body));
  }

  private static Behaviour of(Reason reason) {
    return switch (reason) {
      case PROTOCOL, DISCONNECTED -> new Refused();
      case TIMEOUT, DEADLINE -> new Hung(reason);
      default -> throw new AssertionError("a reply from 127.0.0.1 cannot end in " + reason);
    };
  }

  /** Printable ASCII as it is, every other byte as {@code \xNN}. */
  private static String line(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      boolean plain = each >= ' ' && each < 0x7f && each != '\\';
      text.append(plain ? (char) each : "\\x" + HexFormat.of().toHexDigits(each));
    }
    return text.toString();
  }
}
