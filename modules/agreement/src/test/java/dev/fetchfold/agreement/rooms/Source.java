package dev.fetchfold.agreement.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A source.
 *
 * @param file its name
 * @param packageName the package that it is in
 * @param named our packages of which it names a type, in an import or in full; comments do not
 *     count
 */
record Source(String file, String packageName, Set<String> named) {
  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|^\\s*//[^\\n]*", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern OURS =
      Pattern.compile("\\bdev\\.fetchfold(?:\\.[a-z]\\w*)*(?=\\.[A-Z*])");

  static Source read(Path file) {
    try {
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Source parse(String file, String text) {
    String code = COMMENT.matcher(text).replaceAll("");
    Matcher in = PACKAGE.matcher(code);
    if (!in.find()) {
      throw new IllegalArgumentException(file + " has no package");
    }
    Set<String> named =
        OURS.matcher(code)
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toCollection(TreeSet::new));
    return new Source(file, in.group(1), named);
  }
}
