package dev.fetchfold.site.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link within the site leads to something. Needs no browser. */
class LinksTest {
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]+)\"");

  private final Map<Path, Set<String>> anchors = new HashMap<>();

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Path site = SampleSite.write();
    List<Path> pages = pages(site);
    assertTrue(pages.size() > 150, () -> pages.size() + " pages");
    for (Path page : pages) {
      anchors.put(page, found(ID, Files.readString(page)));
    }
    Set<String> dead = new TreeSet<>();
    for (Path page : pages) {
      for (String link : found(HREF, Files.readString(page))) {
        if (!isAlive(page, link)) {
          dead.add(site.relativize(page) + " -> " + link);
        }
      }
    }
    assertEquals(Set.of(), dead);
  }

  private boolean isAlive(Path page, String link) {
    if (link.matches("(https?|data):.*")) {
      return true;
    }
    String file = link.replaceFirst("[?#].*", "");
    Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
    String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    return Files.exists(target)
        && (anchor.isEmpty() || anchors.getOrDefault(target, Set.of()).contains(anchor));
  }

  private static List<Path> pages(Path site) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }
}
