package dev.fetchfold.agreement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What every engine made of every reply, to be read. */
record BehaviourTable(Collection<String> engines, List<Verdict> verdicts) {

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder("# What the engines make of odd replies\n\n");
    text.append("In **bold** what is declared as a difference.\n\n");
    text.append(row("Reply", "Allowed", engines.stream().toList()));
    text.append(row("---", "---", engines.stream().map(engine -> "---").toList()));
    verdicts.forEach(verdict -> text.append(row(verdict)));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  /** One line. */
  String summary() {
    long same = verdicts.stream().filter(BehaviourTable::isSame).count();
    long declared = verdicts.stream().filter(verdict -> !verdict.declared().isEmpty()).count();
    return "%d replies, engines %s: the same of %d, declared differences in %d, faults in %d"
        .formatted(
            verdicts.size(),
            engines,
            same,
            declared,
            verdicts.stream().filter(verdict -> !verdict.faults().isEmpty()).count());
  }

  private static boolean isSame(Verdict verdict) {
    return new HashSet<>(verdict.seen().values()).size() == 1;
  }

  private static String row(Verdict verdict) {
    RawReply reply = verdict.reply();
    List<String> cells =
        verdict.seen().entrySet().stream().map(each -> cell(verdict, each)).toList();
    String allowed =
        String.join(" or ", reply.allowed().stream().map(Behaviour::toString).toList());
    return row(reply.id() + ": " + reply.note(), allowed, cells);
  }

  private static String cell(Verdict verdict, Map.Entry<String, Behaviour> each) {
    boolean declared = verdict.isDeclared(each.getKey(), each.getValue());
    return declared ? "**" + each.getValue() + "**" : each.getValue().toString();
  }

  private static String row(String first, String second, List<String> cells) {
    return "| " + escaped(first) + " | " + escaped(second) + cells(cells) + " |\n";
  }

  private static String cells(List<String> cells) {
    StringBuilder text = new StringBuilder();
    cells.forEach(cell -> text.append(" | ").append(escaped(cell)));
    return text.toString();
  }

  private static String escaped(String cell) {
    return cell.replace("|", "\\|").replace("<", "&lt;");
  }
}
