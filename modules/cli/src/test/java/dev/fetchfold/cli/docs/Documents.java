package dev.fetchfold.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cuts code out of documents and regions out of sources. */
final class Documents {
  private static final Pattern START = Pattern.compile("\\s*// @start region=\"([\\w-]+)\"");
  private static final Pattern END = Pattern.compile("\\s*// @end");

  private Documents() {}

  /** The fenced blocks of a language, in their order. */
  static List<String> blocks(Path markdown, String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(markdown);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals("```" + language)) {
        int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
        blocks.add(dedented(lines.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }

  /** The regions of all sources in a directory, without their indentation, by name. */
  static Map<String, String> regions(Path directory) throws IOException {
    Map<String, String> regions = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        regions(Files.readAllLines(file), regions);
      }
    }
    return regions;
  }

  private static void regions(List<String> lines, Map<String, String> regions) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher start = START.matcher(lines.get(i));
      if (start.matches()) {
        int end = i;
        while (!END.matcher(lines.get(end)).matches()) {
          end++;
        }
        regions.put(start.group(1), dedented(lines.subList(i + 1, end)));
      }
    }
  }

  private static String dedented(List<String> lines) {
    return String.join("\n", lines).stripIndent() + "\n";
  }
}
