package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The four sentences of an engine's package-info.
 *
 * @param whoWaits for turns, permits and bytes
 * @param whoWakes those who wait
 * @param whoOwnsTheBooks of permits and runs
 * @param howCancelTravels to what is on the wire
 */
public record Paradigm(
    String whoWaits, String whoWakes, String whoOwnsTheBooks, String howCancelTravels) {
  private static final List<String> QUESTIONS =
      List.of("Who waits", "Who wakes", "Who owns the books", "How cancel travels");

  /**
   * Reads them.
   *
   * @param sources the engine's
   * @return the sentences
   * @throws Refused if there is no package-info, or one of them is not in it
   */
  public static Paradigm of(EngineSources sources) {
    SourceFile file =
        sources.files().stream()
            .filter(each -> each.type().equals("package-info"))
            .findFirst()
            .orElseThrow(() -> new Refused(sources.engine().directory() + " has no package-info"));
    String text =
        file.lines().stream()
            .map(line -> line.text().replaceFirst("^ */?\\*+/?", "").strip())
            .collect(Collectors.joining(" "));
    List<String> answers = QUESTIONS.stream().map(q -> answer(file, text, q)).toList();
    return new Paradigm(answers.get(0), answers.get(1), answers.get(2), answers.get(3));
  }

  private static String answer(SourceFile file, String text, String question) {
    Pattern pattern = Pattern.compile("<b>" + question + ":</b>(.*?)(?=<b>|<p>|@NullMarked|$)");
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new Refused(file.path() + " does not say <b>" + question + ":</b>");
    }
    return plain(matcher.group(1));
  }

  private static String plain(String javadoc) {
    String text = javadoc.strip();
    String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return sentence.replaceAll("\\{@(?:code|link) (?:[\\w.]+\\.)?([^}]+)\\}", "$1");
  }
}
