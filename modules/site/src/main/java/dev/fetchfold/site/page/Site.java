package dev.fetchfold.site.page;

import dev.fetchfold.site.Facts;
import dev.fetchfold.site.Refused;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** The directory that the pages are written to. */
final class Site {
  private final Path directory;
  private final List<String> engines;
  private final Assets assets;

  Site(Path directory, Facts facts) {
    this.directory = directory;
    this.engines = facts.engines().stream().map(each -> each.engine().name()).toList();
    this.assets = Assets.of(engines);
  }

  /** What a template does. */
  interface Template extends BiConsumer<HtmlTemplateOutput, Shell> {}

  /** A page to be written. */
  record Page(String file, String title, String description, Section section) {
    Page(Section section, String description) {
      this(section.file(), section.title(), description, section);
    }

    private String up() {
      return "../".repeat((int) file.chars().filter(c -> c == '/').count());
    }
  }

  void write(Page page, Template template) {
    Shell shell =
        new Shell(page.title(), page.description(), page.section(), page.up(), engines, assets);
    TemplateOutput output = new StringOutput();
    template.accept(new OwaspHtmlTemplateOutput(output), shell);
    write(page.file(), output.toString());
  }

  void write(String file, String text) {
    Path path = directory.resolve(file);
    try {
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new Refused(path + " cannot be written: " + e, e);
    }
  }
}
