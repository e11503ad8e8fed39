package dev.fetchfold.agreement;

import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds the sources of one engine against {@link Shape}. */
final class Alignment {
  private static final Pattern IMPORTS = Pattern.compile("(?s)\\A.*\nimport [^\n]*\n");

  private static final Pattern DECISION_CASES =
      Pattern.compile("(?s)case Decision\\.Deliver deliver\\s*->.*case Decision\\.Send send\\s*->");

  private final EngineSources sources;
  private final List<String> faults = new ArrayList<>();

  private Alignment(EngineSources sources) {
    this.sources = sources;
  }

  /** A sentence for each thing that is out of shape, with engine, file and what is expected. */
  static List<String> faults(EngineSources sources) {
    Alignment alignment = new Alignment(sources);
    alignment.checkFiles();
    Shape.PARTS.forEach(alignment::checkPart);
    alignment.checkConfigure();
    alignment.checkClient();
    alignment.checkDecisions();
    alignment.checkRules();
    alignment.checkLengths();
    alignment.checkQuestions();
    return alignment.faults;
  }

  private void checkFiles() {
    Set<String> expected = new TreeSet<>(Set.of("package-info.java"));
    Shape.PARTS.forEach(part -> expected.add(file(part.title())));
    expected.add(sources.prefix() + "FetcherProvider.java");
    extraFiles().keySet().forEach(extra -> expected.add(extra + ".java"));
    for (String missing : minus(expected, sources.texts().keySet())) {
      fault(missing, "is missing");
    }
    for (String extra : minus(sources.texts().keySet(), expected)) {
      fault(extra, "is no file that every engine has; expected an entry in Shape.EXTRA_FILES");
    }
  }

  private void checkPart(Role part) {
    Regions regions = regions(part.title());
    regions.faults().forEach(each -> fault(file(part.title()), each));
    List<String> expected = new ArrayList<>(regionsOf(part));
    if (Shape.MAY_CONFIGURE.contains(part.title()) && regions.names().contains(Shape.CONFIGURE)) {
      expected.add(Shape.CONFIGURE);
    }
    if (!regions.names().equals(expected)) {
      fault(file(part.title()), "has the regions " + regions.names() + ", expected " + expected);
    }
    String first = regionsOf(part).getFirst();
    if (!declares(regions.texts().getOrDefault(first, ""), part.verb())) {
      fault(
          file(part.title()), "expected the method %s in region %s".formatted(part.verb(), first));
    }
  }

  private static List<String> regionsOf(Role part) {
    return part.aspects().stream().map(Aspect::region).toList();
  }

  /** As a member of the file's class, whatever it returns. */
  private static boolean declares(String text, String method) {
    return Pattern.compile("(?m)^  (?! )[\\w<>?@., ]+ " + method + "\\(").matcher(text).find();
  }

  private void checkConfigure() {
    if (sources.texts().values().stream().noneMatch(Alignment::configures)) {
      fault(
          file("Fetcher"),
          "expected a region %s, here or where client or threads are made"
              .formatted(Shape.CONFIGURE));
    }
  }

  private static boolean configures(String text) {
    return Regions.of(text).names().contains(Shape.CONFIGURE);
  }

  /** {@code Exchange}, and the files that are its own, know the client, and nobody else does. */
  private void checkClient() {
    sources
        .texts()
        .forEach(
            (file, text) -> {
              if (!mayKnowTheClient(file)) {
                Shape.CLIENT
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .forEach(found -> fault(file, "\"" + found + "\": expected in Exchange alone"));
              }
            });
  }

  private boolean mayKnowTheClient(String file) {
    String name = file.replace(".java", "");
    String purpose = extraFiles().getOrDefault(name, "");
    return name.equals("Exchange")
        || purpose.startsWith("Exchange:")
        || name.endsWith("FetcherProvider")
        || Shape.LENDING.contains(name);
  }

  private void checkDecisions() {
    String decide = regions("Attempts").texts().getOrDefault("decide", "");
    if (!DECISION_CASES.matcher(decide).find()) {
      fault(
          file("Attempts"),
          "expected in region decide: case Decision.Deliver deliver -> …"
              + " case Decision.Send send -> …");
    }
    sources.texts().forEach(this::checkDecidesNothing);
  }

  private void checkDecidesNothing(String file, String text) {
    int cases = count(text, "case Decision\\.") + count(text, "instanceof Decision\\.");
    int expected = file.equals("Attempts.java") ? 2 : 0;
    if (cases != expected) {
      fault(file, "tells decisions apart %d times, expected %d".formatted(cases, expected));
    }
  }

  private void checkRules() {
    Shape.RULES.forEach(this::checkRule);
    String all = String.join("\n", sources.texts().values());
    for (String rule : Shape.RULES_ANYWHERE) {
      if (count(all, rule) == 0) {
        fault("any file", "expected a comment %s where it is enforced".formatted(rule));
      }
    }
  }

  private void checkRule(String rule, List<String> files) {
    int tags = files.stream().mapToInt(each -> count(sources.text(file(each)), rule)).sum();
    if (tags != 1) {
      fault(
          String.join(", ", files.stream().map(this::file).toList()),
          "%d comments say %s, expected one, where it is enforced".formatted(tags, rule));
    }
  }

  private void checkLengths() {
    sources.texts().forEach(this::checkLength);
    double mean =
        Shape.PARTS.stream().mapToLong(part -> lines(part.title())).average().orElseThrow();
    if (mean > Shape.MEAN_LINES) {
      fault(
          "its files",
          "have %.0f lines in the mean, expected at most %d".formatted(mean, Shape.MEAN_LINES));
    }
  }

  private void checkLength(String file, String text) {
    long lines = countLines(text);
    if (lines > Shape.LINES_OF_A_FILE) {
      fault(
          file,
          "has %d lines after its imports, expected at most %d"
              .formatted(lines, Shape.LINES_OF_A_FILE));
    }
    text.lines()
        .filter(line -> line.length() > Shape.COLUMNS && !line.startsWith("import "))
        .forEach(line -> fault(file, "expected at most 100 columns: " + line.strip()));
  }

  private void checkQuestions() {
    String text = sources.text("package-info.java").replaceAll("\\s*\n \\* ?", " ");
    List<String> asked =
        Pattern.compile("<b>([^<]*)</b>").matcher(text).results().map(m -> m.group(1)).toList();
    if (!asked.equals(Shape.QUESTIONS)) {
      fault("package-info.java", "answers " + asked + ", expected " + Shape.QUESTIONS);
    }
  }

  private Map<String, String> extraFiles() {
    return Shape.EXTRA_FILES.getOrDefault(sources.engine(), Map.of());
  }

  private String file(String part) {
    return (part.equals("Fetcher") ? sources.prefix() + part : part) + ".java";
  }

  private Regions regions(String part) {
    return Regions.of(sources.text(file(part)));
  }

  private long lines(String part) {
    return countLines(sources.text(file(part)));
  }

  private static long countLines(String text) {
    return IMPORTS.matcher(text).replaceFirst("").lines().count();
  }

  private static int count(String text, String regex) {
    return (int) Pattern.compile(regex).matcher(text).results().count();
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private void fault(String file, String what) {
    faults.add(sources.engine() + ": " + file + ": " + what);
  }
}
