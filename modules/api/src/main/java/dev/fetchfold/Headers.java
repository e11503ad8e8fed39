package dev.fetchfold;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Header fields in the order of the wire; names compare without case, repeated fields are kept.
 *
 * <p>{@link #toString()} shows no value of a field that may carry a credential (SEC-04).
 */
public final class Headers implements Iterable<Headers.Field> {
  private static final Headers EMPTY = new Headers(List.of());
  private static final Set<String> SHOWN =
      Set.of(
          "accept",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "connection",
          "content-encoding",
          "content-language",
          "content-length",
          "content-type",
          "date",
          "expires",
          "host",
          "last-modified",
          "retry-after",
          "server",
          "transfer-encoding",
          "user-agent",
          "vary");

  private final List<Field> fields;

  private Headers(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * One header field.
   *
   * @param name as written
   * @param value without surrounding white space
   */
  public record Field(String name, String value) {
    /** Refuses null. */
    public Field {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
      return name + ": " + (SHOWN.contains(lower(name)) ? value : "…");
    }
  }

  /**
   * No fields.
   *
   * @return the empty headers
   */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * These fields in this order.
   *
   * @param fields the fields
   * @return the headers
   */
  public static Headers of(List<Field> fields) {
    return fields.isEmpty() ? EMPTY : new Headers(List.copyOf(fields));
  }

  /**
   * Names and values by turns: {@code of("Accept", "text/html", "Accept-Language", "en")}.
   *
   * @param namesAndValues an even number of strings
   * @return the headers
   * @throws IllegalArgumentException if their number is odd
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "got " + namesAndValues.length + " strings, expected names and values by turns");
    }
    List<Field> fields = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return of(fields);
  }

  /**
   * These headers and one field more, at the end.
   *
   * @param name the name
   * @param value the value
   * @return new headers
   */
  public Headers with(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return of(more);
  }

  /**
   * The value of the first field of that name.
   *
   * @param name in any case
   * @return its value, or empty
   */
  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field.value());
      }
    }
    return Optional.empty();
  }

  /**
   * The values of all fields of that name, in order.
   *
   * @param name in any case
   * @return the values, each field's as it stands
   */
  public List<String> all(String name) {
    List<String> values = new ArrayList<>(1);
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        values.add(field.value());
      }
    }
    return List.copyOf(values);
  }

  /**
   * Whether there is a field of that name.
   *
   * @param name in any case
   * @return true if there is one or more
   */
  public boolean contains(String name) {
    return first(name).isPresent();
  }

  /**
   * All fields.
   *
   * @return the fields in order, unmodifiable
   */
  public List<Field> fields() {
    return fields;
  }

  @Override
  public Iterator<Field> iterator() {
    return fields.iterator();
  }

  /** Equal fields in equal order; names compare without case. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Headers that) || that.fields.size() != fields.size()) {
      return false;
    }
    for (int i = 0; i < fields.size(); i++) {
      Field mine = fields.get(i);
      Field theirs = that.fields.get(i);
      if (!mine.name().equalsIgnoreCase(theirs.name()) || !mine.value().equals(theirs.value())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (Field field : fields) {
      hash = 31 * hash + lower(field.name()).hashCode() * 31 + field.value().hashCode();
    }
    return hash;
  }

  @Override
  public String toString() {
    return fields.toString();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
