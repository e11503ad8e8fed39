package dev.fetchfold.kit;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Maps, lists, texts and numbers as JSON (RFC 8259), with an indent of two.
 *
 * <p>It only writes, and only what the results need, so that whoever depends on the kit does not
 * depend on a JSON library as well.
 */
final class Json {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  private Json() {}

  static String of(Map<String, ?> object) {
    Json json = new Json();
    json.value(object);
    return json.out.append('\n').toString();
  }

  private void value(Object value) {
    switch (value) {
      case Map<?, ?> map -> all('{', map.entrySet().iterator(), this::member, '}');
      case List<?> list -> all('[', list.iterator(), this::value, ']');
      case Integer number -> out.append(number);
      case Long number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> text(value.toString());
    }
  }

  private void member(Map.Entry<?, ?> entry) {
    text(entry.getKey().toString());
    out.append(": ");
    value(entry.getValue());
  }

  private <T> void all(char open, Iterator<? extends T> values, Consumer<T> writer, char close) {
    out.append(open);
    if (values.hasNext()) {
      depth++;
      while (values.hasNext()) {
        line();
        writer.accept(values.next());
        out.append(values.hasNext() ? "," : "");
      }
      depth--;
      line();
    }
    out.append(close);
  }

  private void line() {
    out.append('\n').repeat("  ", depth);
  }

  private void text(String text) {
    out.append('"');
    text.chars().forEach(c -> character((char) c));
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> plain(c);
    }
  }

  /** Half of a surrogate pair may stand alone in what a server sent, and no file takes that. */
  private void plain(char c) {
    if (Character.isISOControl(c) || Character.isSurrogate(c)) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }
}
