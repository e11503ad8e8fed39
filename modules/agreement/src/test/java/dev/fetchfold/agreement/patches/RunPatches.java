package dev.fetchfold.agreement.patches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the kit on each patch and writes the table: {@code mvn test -P patches -DskipTests -pl
 * modules/agreement -am}, with {@code -Dfetchfold.patches=virtual} those whose engine or name has
 * that in it, with {@code left} those that the table does not say to be caught.
 *
 * <p>Each patch has one run of the rules that are expected to catch it; then each that nothing has
 * caught has a run of all rules, and another one. What is red without the patch, too, catches
 * nothing.
 */
final class RunPatches {
  private static final int RUNS = 3;

  private final Path directory;
  private final Path file;

  /** By engine and rule. */
  private final Map<String, List<String>> redWithout = new HashMap<>();

  private RunPatches(Path directory, Path file) {
    this.directory = directory;
    this.file = file;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    RunPatches runner = new RunPatches(Path.of(arguments[0]), Path.of(arguments[1]));
    List<Patch> left = chosen(System.getProperty("fetchfold.patches", ""), runner.file);
    for (int run = 1; run <= RUNS; run++) {
      left = runner.survivors(left, run);
    }
  }

  private static List<Patch> chosen(String by, Path file) throws IOException {
    PatchTable table = PatchTable.read(file);
    return PatchFile.all().stream()
        .filter(patch -> by.equals("left") ? !table.isCaught(patch) : patch.toString().contains(by))
        .toList();
  }

  private List<Patch> survivors(List<Patch> patches, int run)
      throws IOException, InterruptedException {
    List<Patch> survivors = new ArrayList<>();
    for (Patch patch : patches) {
      Verdict verdict = verdict(patch, run);
      System.out.println(patch + ": " + verdict);
      PatchTable table = PatchTable.read(file);
      table.put(patch, verdict);
      Files.writeString(file, table.text(PatchFile.all()));
      if (verdict instanceof Verdict.Survived) {
        survivors.add(patch);
      }
    }
    return survivors;
  }

  private Verdict verdict(Patch patch, int run) throws IOException, InterruptedException {
    Engine engine = Engine.named(patch.engine());
    Path place = directory.resolve(patch.toString().replaceAll("\\W+", "-"));
    Path classes = Patched.compile(Patched.texts(patch, engine), place);
    List<String> rules = run == 1 ? patch.rules() : List.of();
    KitRun kit = new KitRun(engine, List.of(classes), place.resolve("run-" + run));
    for (String red : kit.red(rules)) {
      if (!redWithout(patch.engine(), engine, rule(red)).contains(red)) {
        return new Verdict.Caught(run, red);
      }
    }
    return new Verdict.Survived(run);
  }

  private static String rule(String red) {
    return red.split(" ", 2)[0];
  }

  private List<String> redWithout(String name, Engine engine, String rule)
      throws IOException, InterruptedException {
    String key = name + "-" + rule;
    List<String> known = redWithout.get(key);
    if (known == null) {
      known = new KitRun(engine, List.of(), directory.resolve(key)).red(List.of(rule));
      redWithout.put(key, known);
    }
    return known;
  }
}
