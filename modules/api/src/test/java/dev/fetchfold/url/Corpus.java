package dev.fetchfold.url;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rows of {@code redirects.json}: an array of flat objects, which is all that is read here. */
final class Corpus {
  private static final Pattern OBJECT =
      Pattern.compile("\\{(?:[^{}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*}");
  private static final Pattern MEMBER =
      Pattern.compile("\"(\\w+)\":\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(true|false|null))");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|(.))");

  private Corpus() {}

  /**
   * A row.
   *
   * @param members its members as text
   */
  record Row(Map<String, String> members) {
    String get(String name) {
      return Objects.requireNonNull(members.get(name), name);
    }

    @Override
    public String toString() {
      return get("id") + " " + get("base") + " + " + get("location");
    }
  }

  static List<Row> redirects() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Corpus.class.getResourceAsStream("redirects.json"))) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return OBJECT.matcher(text).results().map(match -> row(match.group())).toList();
    }
  }

  private static Row row(String object) {
    Map<String, String> members = new HashMap<>();
    Matcher member = MEMBER.matcher(object);
    while (member.find()) {
      String quoted = member.group(2);
      members.put(member.group(1), quoted == null ? member.group(3) : unescaped(quoted));
    }
    return new Row(members);
  }

  private static String unescaped(String text) {
    return ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match)));
  }

  private static String character(java.util.regex.MatchResult escape) {
    if (escape.group(1) != null) {
      return Character.toString(Integer.parseInt(escape.group(1), 16));
    }
    return switch (escape.group(2)) {
      case "n" -> "\n";
      case "t" -> "\t";
      case "r" -> "\r";
      default -> escape.group(2);
    };
  }
}
