package dev.fetchfold.agreement.rooms;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a module, and what a package, may need of ours. Tools, which nobody needs, may need all. */
final class Rooms {
  private static final String API = "fetchfold-api";
  private static final String ENGINE = "fetchfold-engine";
  private static final String HTTPCORE5 = "fetchfold-httpcore5";
  private static final String NETTY = "fetchfold-netty";
  private static final String ORIGIN = "fetchfold-origin";

  /** By artifact; the engines are not listed. */
  static final Map<String, Set<String>> MODULES =
      Map.ofEntries(
          Map.entry(API, Set.of()),
          Map.entry(ENGINE, Set.of(API)),
          Map.entry(HTTPCORE5, Set.of(API, ENGINE)),
          Map.entry(NETTY, Set.of(API, ENGINE)),
          Map.entry(ORIGIN, Set.of(API)),
          Map.entry("fetchfold-conformance-kit", Set.of(API, ORIGIN)));

  private static final String ENGINES = "-impl";
  private static final Set<String> ENGINES_NEED = Set.of(API, ENGINE, HTTPCORE5, NETTY);

  private static final Set<String> TOOLS =
      Set.of(
          "fetchfold-agreement",
          "fetchfold-benchmarks",
          "fetchfold-bom",
          "fetchfold-cli",
          "fetchfold-site");

  /** By package, where that is less than its module may need. */
  static final Map<String, Set<String>> PACKAGES =
      Map.of(
          "dev.fetchfold.url", Set.of(),
          "dev.fetchfold", Set.of("dev.fetchfold.url"),
          "dev.fetchfold.policy", Set.of("dev.fetchfold", "dev.fetchfold.url"),
          "dev.fetchfold.support",
              Set.of("dev.fetchfold", "dev.fetchfold.url", "dev.fetchfold.policy"));

  private final Map<String, String> owners = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  private Rooms() {}

  /** What is needed and may not be, a sentence each. */
  static List<String> faults(List<Room> all) {
    Rooms rooms = new Rooms();
    all.forEach(rooms::own);
    all.stream().filter(room -> !TOOLS.contains(room.artifact())).forEach(rooms::judge);
    return rooms.faults;
  }

  /** A package in two modules would be found in one of them only. */
  private void own(Room room) {
    Set<String> packages = new TreeSet<>();
    room.sources().forEach(source -> packages.add(source.packageName()));
    for (String name : packages) {
      String other = owners.putIfAbsent(name, room.artifact());
      if (other != null) {
        faults.add(name + " is in " + other + " and in " + room.artifact());
      }
    }
  }

  private void judge(Room room) {
    Set<String> may =
        room.directory().endsWith(ENGINES) ? ENGINES_NEED : MODULES.get(room.artifact());
    if (may == null) {
      faults.add(room.artifact() + " has no place in the table, expected one");
      return;
    }
    for (String needed : new TreeSet<>(room.needs())) {
      if (!may.contains(needed)) {
        faults.add("the pom of " + room.artifact() + " needs " + needed);
      }
    }
    room.sources().forEach(source -> judge(room, may, source));
  }

  private void judge(Room room, Set<String> may, Source source) {
    Set<String> reachable = new HashSet<>(may);
    reachable.add(room.artifact());
    for (String named : source.named()) {
      String owner = owners.getOrDefault(named, "nobody");
      if (!reachable.contains(owner) || !mayName(source.packageName(), named)) {
        faults.add(source.packageName() + "." + source.file() + " names " + named + " of " + owner);
      }
    }
  }

  private static boolean mayName(String from, String named) {
    Set<String> may = PACKAGES.get(from);
    return may == null || named.equals(from) || may.contains(named);
  }
}
