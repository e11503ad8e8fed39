package dev.fetchfold.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The regions of a source file, by its markers.
 *
 * @param names in the order in which they begin
 * @param texts what stands in each; of one that comes twice, the last
 * @param faults a sentence for each marker that has no partner
 */
record Regions(List<String> names, Map<String, String> texts, List<String> faults) {
  private static final Pattern START = Pattern.compile("\\s*// @start region=\"([a-z-]+)\"");
  private static final Pattern END = Pattern.compile("\\s*// @end");

  static Regions of(String source) {
    Reader reader = new Reader();
    source.lines().forEach(reader::read);
    return reader.done();
  }

  private static final class Reader {
    private final List<String> names = new ArrayList<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String open = "";
    private int number;

    void read(String line) {
      number++;
      Matcher start = START.matcher(line);
      if (start.matches()) {
        begin(start.group(1));
      } else if (END.matcher(line).matches()) {
        end();
      } else {
        text.append(line).append('\n');
      }
    }

    private void begin(String name) {
      if (!open.isEmpty()) {
        faults.add("line %d begins region %s inside region %s".formatted(number, name, open));
      }
      names.add(name);
      open = name;
      text.setLength(0);
    }

    private void end() {
      if (open.isEmpty()) {
        faults.add("line %d ends a region, and none has begun".formatted(number));
        return;
      }
      texts.put(open, text.toString());
      open = "";
    }

    Regions done() {
      if (!open.isEmpty()) {
        faults.add("region %s does not end".formatted(open));
      }
      return new Regions(names, texts, faults);
    }
  }
}
