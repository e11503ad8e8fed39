package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between two markers of JEP 413 in a source.
 *
 * @param name what the start marker says
 * @param first its first line, counted from 1; the line after the marker
 * @param last its last line
 */
public record Region(String name, int first, int last) {
  private static final Pattern START = Pattern.compile("\\s*// @start region=\"([\\w-]+)\"\\s*");
  private static final Pattern END = Pattern.compile("\\s*// @end\\s*");

  /**
   * Finds them all.
   *
   * @param file what to call the file when something is wrong
   * @param lines its lines
   * @return the regions, in their order
   * @throws Refused if a marker has no partner
   */
  public static List<Region> of(String file, List<String> lines) {
    List<Region> regions = new ArrayList<>();
    Matcher open = START.matcher("");
    int first = 0;
    for (int number = 1; number <= lines.size(); number++) {
      Matcher start = START.matcher(lines.get(number - 1));
      if (start.matches()) {
        expect(first == 0, file, number, "a region begins inside \"" + name(open) + "\"");
        open = start;
        first = number + 1;
      } else if (END.matcher(lines.get(number - 1)).matches()) {
        expect(first > 0, file, number, "an @end without a @start");
        regions.add(new Region(open.group(1), first, number - 1));
        first = 0;
      }
    }
    expect(first == 0, file, first - 1, "the region \"" + name(open) + "\" has no // @end");
    return regions;
  }

  private static String name(Matcher start) {
    return start.hasMatch() ? start.group(1) : "";
  }

  private static void expect(boolean holds, String file, int line, String otherwise) {
    if (!holds) {
      throw new Refused(file + ":" + line + ": " + otherwise);
    }
  }

  /** Whether a line is a marker: shown nowhere. */
  static boolean isMarker(String line) {
    return START.matcher(line).matches() || END.matcher(line).matches();
  }

  /**
   * How many lines it has.
   *
   * @return 0 or more
   */
  public int size() {
    return last - first + 1;
  }
}
