package dev.fetchfold.support;

import dev.fetchfold.Headers;
import dev.fetchfold.policy.WireFaults;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field lines of one section (RFC 9112 §5), as strict as a client may be: a name is a token, a
 * value has no control character but HTAB (RFC 9110 §5.5). Blanks behind a name are removed (RFC
 * 9112 §5.1); a line that begins with blanks goes on with the field before it (§5.2), and where
 * there is none it is refused (§2.2).
 */
final class FieldLines {
  /** What a token is made of besides letters and digits (RFC 9110 §5.6.2). */
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private final List<Headers.Field> fields = new ArrayList<>();
  private @Nullable String name;
  private String value = "";
  private @Nullable StringBuilder folded;

  /** One line, not the empty one. */
  void add(LineReader line) throws FaultException {
    if (!isText(line, 0, line.length())) {
      throw refused("a field has a control character");
    }
    if (isBlank(line.at(0))) {
      fold(line);
    } else {
      flush();
      begin(line);
    }
  }

  /** The fields, when the empty line has come. */
  Headers end() {
    flush();
    return Headers.of(fields);
  }

  private void begin(LineReader line) throws FaultException {
    int end = 0;
    while (end < line.length() && isOfToken(line.at(end))) {
      end++;
    }
    int colon = end;
    while (colon < line.length() && isBlank(line.at(colon))) {
      colon++;
    }
    if (end == 0 || colon == line.length() || line.at(colon) != ':') {
      throw refused("a field line has no name, or no colon behind it");
    }
    name = line.text(0, end);
    value = trimmed(line, colon + 1);
  }

  private void fold(LineReader line) throws FaultException {
    if (name == null) {
      throw refused("its first field line begins with white space");
    }
    StringBuilder longer = folded == null ? new StringBuilder(value) : folded;
    String more = trimmed(line, 0);
    folded = more.isEmpty() ? longer : longer.append(longer.isEmpty() ? "" : " ").append(more);
  }

  private void flush() {
    if (name != null) {
      fields.add(new Headers.Field(name, folded == null ? value : folded.toString()));
    }
    name = null;
    folded = null;
  }

  private static String trimmed(LineReader line, int from) {
    int start = from;
    int end = line.length();
    while (start < end && isBlank(line.at(start))) {
      start++;
    }
    while (end > start && isBlank(line.at(end - 1))) {
      end--;
    }
    return line.text(start, end);
  }

  /** Whether there is no control character but HTAB, and so no CR by itself. */
  static boolean isText(LineReader line, int from, int to) {
    for (int i = from; i < to; i++) {
      int octet = line.at(i);
      if ((octet < ' ' && octet != '\t') || octet == 0x7f) {
        return false;
      }
    }
    return true;
  }

  static boolean isBlank(int octet) {
    return octet == ' ' || octet == '\t';
  }

  private static boolean isOfToken(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || MARKS.indexOf(octet) >= 0;
  }

  private static FaultException refused(String what) {
    return new FaultException(WireFaults.invalid(what));
  }
}
