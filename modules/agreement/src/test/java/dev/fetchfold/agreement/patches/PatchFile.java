package dev.fetchfold.agreement.patches;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The patches of one engine, as they are written down: what a patch is in lines {@code key: text},
 * then the lines that it changes, with the signs of a diff.
 */
final class PatchFile {
  private static final Path DIRECTORY = Path.of("src", "test", "patches");
  private static final Pattern KEY =
      Pattern.compile("(patch|kind|rules|breaks|survives|file): (.*)");

  private final String engine;
  private final List<Patch> patches = new ArrayList<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();

  private PatchFile(String engine) {
    this.engine = engine;
  }

  /** Every patch there is, by engine, in the order of their files. */
  static List<Patch> all() {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      List<Patch> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        String engine = file.getFileName().toString().replaceFirst("\\.patches$", "");
        all.addAll(parse(engine, Files.readString(file)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Patch> parse(String engine, String text) {
    PatchFile file = new PatchFile(engine);
    text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(file::line);
    file.endPatch();
    return file.patches;
  }

  private void line(String line) {
    Matcher key = KEY.matcher(line);
    if (key.matches()) {
      field(key.group(1), key.group(2).strip());
    } else if (" +-".indexOf(line.charAt(0)) >= 0 && !changes.isEmpty()) {
      changes.getLast().lines().add(line);
    } else {
      throw new Refused(engine + ": neither a field nor a line of a change: " + line);
    }
  }

  private void field(String key, String text) {
    switch (key) {
      case "patch" -> {
        endPatch();
        fields.put(key, text);
      }
      case "file" -> changes.add(new Change(text, new ArrayList<>()));
      default -> fields.merge(key, text, (before, more) -> before + " " + more);
    }
  }

  private void endPatch() {
    if (fields.isEmpty()) {
      return;
    }
    List<String> rules = List.of(required("rules").split("[, ]+"));
    patches.add(
        new Patch(
            engine,
            required("patch"),
            required("kind"),
            rules,
            required("breaks"),
            fields.getOrDefault("survives", ""),
            List.copyOf(changes)));
    fields.clear();
    changes.clear();
  }

  private String required(String key) {
    String text = fields.get(key);
    if (text == null || text.isEmpty() || changes.isEmpty()) {
      throw new Refused(engine + ": a patch has no " + key + " or no file: " + fields);
    }
    return text;
  }
}
