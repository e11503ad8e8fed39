package dev.fetchfold.site.page;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.page.Site.Page;
import dev.fetchfold.site.source.Aspect;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Role;
import dev.fetchfold.site.source.Shared;
import dev.fetchfold.site.source.SourceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Sources: aspect by aspect, file by file, one by one, and what differs between two engines. */
final class ComparisonPages {
  private final Facts facts;
  private final Site site;

  ComparisonPages(Facts facts, Site site) {
    this.facts = facts;
    this.site = site;
  }

  /** All files of an engine, or of what engines share. */
  record Folder(String name, List<FileLink> files) {}

  /** Where a file is shown. */
  record FileLink(String name, String link) {}

  /** Two engines, and where they are compared. */
  record Pair(String from, String to) {
    String file() {
      return "differences/" + from + "-" + to + ".html";
    }
  }

  void write() {
    sideBySide();
    files();
    for (EngineSources sources : facts.engines()) {
      sources.files().forEach(file -> source(sources.engine().name(), file));
    }
    for (Shared shared : facts.shared()) {
      shared.files().forEach(file -> source(shared.name(), file));
    }
    differences();
  }

  private void sideBySide() {
    List<Row> rows = Aspect.asRead().stream().map(this::row).toList();
    site.write(
        new Page(Section.SIDE_BY_SIDE, "The same regions of every engine, side by side."),
        (out, shell) -> JtesidebysideGenerated.render(out, Untouched.HTML, shell, rows));
  }

  private Row row(Aspect aspect) {
    return Row.of(aspect, facts.marks().rules(aspect), facts.engines());
  }

  private void files() {
    List<Row> rows = Arrays.stream(Role.values()).map(this::row).toList();
    site.write(
        new Page(Section.FILES, "The files that every engine has."),
        (out, shell) ->
            JtefilesGenerated.render(out, Untouched.HTML, shell, rows, pairs(), folders()));
    rows.forEach(this::wholeFiles);
  }

  private Row row(Role role) {
    List<Row.Part> parts =
        facts.engines().stream()
            .map(each -> new Row.Part(each, each.file(role), each.file(role).shown()))
            .toList();
    return Row.of(role.title(), role.title(), role.question(), List.of(), parts);
  }

  private void wholeFiles(Row row) {
    String file = "files/" + row.title() + ".html";
    site.write(
        new Page(file, row.title(), row.question(), Section.FILES),
        (out, shell) -> JtewholefilesGenerated.render(out, Untouched.HTML, shell, row));
  }

  private List<Folder> folders() {
    Stream<Folder> engines =
        facts.engines().stream().map(each -> folder(each.engine().name(), each.files()));
    Stream<Folder> shared = facts.shared().stream().map(each -> folder(each.name(), each.files()));
    return Stream.concat(engines, shared).toList();
  }

  private static Folder folder(String name, List<SourceFile> files) {
    List<FileLink> links =
        files.stream().map(file -> new FileLink(file.name(), link(name, file))).toList();
    return new Folder(name, links);
  }

  private static String link(String owner, SourceFile file) {
    return "sources/" + owner + "/" + file.type() + ".html";
  }

  private void source(String owner, SourceFile file) {
    String page = link(owner, file);
    List<ShownLine> lines = file.lines().stream().map(ShownLine::alone).toList();
    site.write(
        new Page(page, file.name(), file.path(), Section.FILES),
        (out, shell) -> JtesourceGenerated.render(out, Untouched.HTML, shell, file, lines));
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    List<String> names = facts.engines().stream().map(each -> each.engine().name()).toList();
    for (int i = 0; i < names.size(); i++) {
      for (String to : names.subList(i + 1, names.size())) {
        pairs.add(new Pair(names.get(i), to));
      }
    }
    return pairs;
  }

  private void differences() {
    for (Pair pair : pairs()) {
      Difference difference = Difference.between(sources(pair.from()), sources(pair.to()));
      String title = pair.from() + " → " + pair.to();
      site.write(
          new Page(pair.file(), title, "What differs between the two.", Section.FILES),
          (out, shell) -> JtedifferenceGenerated.render(out, Untouched.HTML, shell, difference));
    }
  }

  private EngineSources sources(String name) {
    return facts.engines().stream()
        .filter(each -> each.engine().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
