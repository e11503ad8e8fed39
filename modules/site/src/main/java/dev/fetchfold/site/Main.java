package dev.fetchfold.site;

import dev.fetchfold.site.page.Pages;
import dev.fetchfold.site.source.Dependencies;
import java.nio.file.Path;

/** Run by the build: {@code Main PROJECT SITE VERSION DEPENDENCIES}. */
final class Main {
  private Main() {}

  public static void main(String[] args) {
    if (args.length != 4) {
      System.err.println("usage: Main PROJECT SITE VERSION DEPENDENCIES");
      System.exit(2);
    }
    Path root = Path.of(args[0]);
    Path site = Path.of(args[1]);
    try {
      Dependencies dependencies =
          Dependencies.read(Path.of(args[3]), System.getProperty("java.class.path"));
      Pages.write(Facts.read(root, root, args[2], dependencies), site);
    } catch (Refused e) {
      System.err.println("site: " + e.getMessage());
      System.exit(1);
    }
    System.out.println("site: " + site.resolve("index.html"));
  }
}
