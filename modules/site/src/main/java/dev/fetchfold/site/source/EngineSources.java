package dev.fetchfold.site.source;

import dev.fetchfold.site.Refused;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The sources of one engine, which has each aspect exactly once, in the order of all engines, or
 * says in {@code engines.json} where else it is.
 *
 * @param engine whose
 * @param files all of its package, by name
 * @param cuts its regions, by aspect
 */
public record EngineSources(Engine engine, List<SourceFile> files, Map<Aspect, Cut> cuts) {

  /**
   * A region with the file it stands in.
   *
   * @param file the file
   * @param region the region
   */
  public record Cut(SourceFile file, Region region) {
    /**
     * What it says.
     *
     * @return its lines
     */
    public List<CodeLine> lines() {
      return file.lines(region);
    }
  }

  /**
   * Reads them.
   *
   * @param root the project's directory
   * @param engine which
   * @return its sources
   * @throws Refused if a file or a region is missing, doubled, unknown or out of order
   */
  public static EngineSources read(Path root, Engine engine) {
    return of(engine, Shared.files(root, engine.directory()));
  }

  /**
   * Cuts the regions.
   *
   * @param engine which
   * @param files all of its package
   * @return its sources
   * @throws Refused if a file or a region is missing, doubled, unknown or out of order
   */
  public static EngineSources of(Engine engine, List<SourceFile> files) {
    Map<Aspect, Cut> cuts = new EnumMap<>(Aspect.class);
    for (SourceFile file : files) {
      cut(engine, file, cuts);
    }
    for (Aspect aspect : Aspect.values()) {
      if (!cuts.containsKey(aspect) && !engine.elsewhere().containsKey(aspect.region())) {
        throw new Refused(missing(engine, aspect));
      }
    }
    EngineSources sources = new EngineSources(engine, files, cuts);
    Arrays.stream(Role.values()).forEach(sources::file);
    return sources;
  }

  private static String missing(Engine engine, Aspect aspect) {
    return "engine "
        + engine.name()
        + " has no region \""
        + aspect.region()
        + "\", expected // @start region=\""
        + aspect.region()
        + "\" and // @end in a file of "
        + engine.directory();
  }

  private static void cut(Engine engine, SourceFile file, Map<Aspect, Cut> cuts) {
    Region before = null;
    for (Region region : file.regions()) {
      Aspect aspect = aspect(file, region);
      if (before != null && aspect(file, before).compareTo(aspect) > 0) {
        throw new Refused(
            file.path()
                + ": "
                + quoted(before)
                + " stands before "
                + quoted(region)
                + ", expected after it, as in every engine");
      }
      Cut twice = cuts.put(aspect, new Cut(file, region));
      if (twice != null) {
        throw new Refused(
            "engine "
                + engine.name()
                + " has the region "
                + quoted(region)
                + " twice: "
                + at(twice)
                + " and "
                + at(new Cut(file, region)));
      }
      before = region;
    }
  }

  private static Aspect aspect(SourceFile file, Region region) {
    return Aspect.of(region.name())
        .orElseThrow(() -> new Refused(at(new Cut(file, region)) + ": " + unknown(region)));
  }

  private static String unknown(Region region) {
    String known =
        Arrays.stream(Aspect.values()).map(Aspect::region).collect(Collectors.joining(", "));
    return "the region is " + quoted(region) + ", expected one of: " + known;
  }

  private static String quoted(Region region) {
    return "\"" + region.name() + "\"";
  }

  private static String at(Cut cut) {
    return cut.file().path() + ":" + (cut.region().first() - 1);
  }

  /**
   * The region of an aspect.
   *
   * @param aspect which
   * @return the region, or empty if the engine says that it is elsewhere
   */
  public Optional<Cut> cut(Aspect aspect) {
    return Optional.ofNullable(cuts.get(aspect));
  }

  /**
   * The file of a role.
   *
   * @param role which
   * @return the file
   * @throws Refused if there is none
   */
  public SourceFile file(Role role) {
    String type = role.type(engine);
    return files.stream()
        .filter(file -> file.type().equals(type))
        .findFirst()
        .orElseThrow(
            () -> new Refused("engine " + engine.name() + " has no file " + type + ".java"));
  }
}
