package dev.fetchfold.agreement.patches;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The files that a patch changes, changed. */
final class Patched {
  private Patched() {}

  /** Their texts, by file. */
  static Map<Path, String> texts(Patch patch, Engine engine) throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    for (Change change : patch.changes()) {
      Path file = engine.file(change.file());
      String before = texts.containsKey(file) ? texts.get(file) : Files.readString(file);
      texts.put(file, change.applied(before));
    }
    return texts;
  }

  /**
   * Compiles them against the class path, and nothing else anew: what is put before it there.
   *
   * @param directory where {@code sources} and {@code classes} go
   * @return the directory of the classes
   * @throws Refused if the compiler refuses them
   */
  static Path compile(Map<Path, String> texts, Path directory) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    for (Map.Entry<Path, String> text : texts.entrySet()) {
      Path name = Objects.requireNonNull(text.getKey().getFileName());
      Files.writeString(sources.resolve(name), text.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of("-cp", System.getProperty("java.class.path"), "-d", classes.toString(), "-nowarn");
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<Path> files =
          texts.keySet().stream().map(file -> sources.resolve(file.getFileName())).toList();
      var units = manager.getJavaFileObjectsFromPaths(files);
      if (!compiler.getTask(said, manager, null, options, null, units).call()) {
        throw new Refused("does not compile: " + said);
      }
    }
    return classes;
  }
}
