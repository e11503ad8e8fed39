package dev.fetchfold.support;

import dev.fetchfold.Headers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the fields of a reply say about its body. */
final class ContentFields {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  /** A parameter of RFC 9110 §5.6.6: a token, or a quoted string. */
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*+([^\\s;=\"]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*+))");

  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  private ContentFields() {}

  /** Whether gzip is the only coding; {@code identity} is none. */
  static boolean isGzip(Headers headers) {
    List<String> fields = headers.all("Content-Encoding");
    if (fields.isEmpty()) {
      return false;
    }
    List<String> codings =
        fields.stream()
            .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split(",")))
            .map(String::strip)
            .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
            .toList();
    return codings.size() == 1 && GZIP.contains(codings.getFirst());
  }

  /** The length announced; 0 where it is not said, or is no number that an array could have. */
  static long length(Headers headers) {
    return headers
        .first("Content-Length")
        .filter(value -> LENGTH.matcher(value).matches())
        .map(Long::parseLong)
        .orElse(0L);
  }

  /** The charset of Content-Type; UTF-8 where there is none or the JDK does not know it. */
  static Charset charset(Headers headers) {
    String type = headers.first("Content-Type").orElse("");
    return type.indexOf(';') < 0 ? StandardCharsets.UTF_8 : charset(type);
  }

  private static Charset charset(String type) {
    Matcher parameters = PARAMETER.matcher(type);
    while (parameters.find()) {
      if (parameters.group(1).equalsIgnoreCase("charset")) {
        String quoted = parameters.group(2);
        return named(quoted == null ? parameters.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
      }
    }
    return StandardCharsets.UTF_8;
  }

  private static Charset named(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
