package dev.fetchfold.agreement.rooms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies run one way, in poms and in sources; and what does not would be found. */
class RoomsTest {
  private static final List<Room> ALL = Room.all();

  @Test
  void dependenciesRunOneWay() {
    List<String> wrong = Rooms.faults(withNeed("fetchfold-api", "fetchfold-engine"));
    assertEquals(List.of("the pom of fetchfold-api needs fetchfold-engine"), wrong);
    assertEquals(List.of(), Rooms.faults(ALL));
  }

  @Test
  void allOfThemAreLookedAt() {
    Set<String> artifacts = ALL.stream().map(Room::artifact).collect(Collectors.toSet());
    assertTrue(artifacts.containsAll(Rooms.MODULES.keySet()), artifacts::toString);
    Set<String> packages =
        ALL.stream()
            .flatMap(room -> room.sources().stream())
            .map(Source::packageName)
            .collect(Collectors.toSet());
    assertTrue(packages.containsAll(Rooms.PACKAGES.keySet()), packages::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "fetchfold-engine, fetchfold-httpcore5",
    "fetchfold-netty, fetchfold-reactor",
    "fetchfold-origin, fetchfold-engine",
    "fetchfold-conformance-kit, fetchfold-engine",
    "fetchfold-virtual, fetchfold-threads"
  })
  void aPomThatNeedsTooMuchIsFound(String artifact, String needed) {
    assertEquals(
        List.of("the pom of " + artifact + " needs " + needed),
        Rooms.faults(withNeed(artifact, needed)));
  }

  @ParameterizedTest
  @CsvSource({
    "fetchfold-api, dev.fetchfold.url, dev.fetchfold.Reason, dev.fetchfold, fetchfold-api",
    "fetchfold-api, dev.fetchfold, dev.fetchfold.policy.Policy, dev.fetchfold.policy,"
        + " fetchfold-engine",
    "fetchfold-engine, dev.fetchfold.policy, dev.fetchfold.support.Runs, dev.fetchfold.support,"
        + " fetchfold-engine",
    "fetchfold-conformance-kit, dev.fetchfold.kit, dev.fetchfold.support.Runs,"
        + " dev.fetchfold.support, fetchfold-engine",
    "fetchfold-origin, dev.fetchfold.origin, dev.fetchfold.kit.Trial, dev.fetchfold.kit,"
        + " fetchfold-conformance-kit"
  })
  void aSourceThatNamesTooMuchIsFound(
      String artifact, String from, String type, String named, String owner) {
    String text = "package " + from + ";\n\nimport " + type + ";\n";
    assertEquals(
        List.of(from + ".Made.java names " + named + " of " + owner),
        Rooms.faults(withSource(artifact, text)));
  }

  @Test
  void aNameInFullIsFoundAndOneInACommentIsNot() {
    String text =
        """
        package dev.fetchfold.url;

        /** {@link dev.fetchfold.Target} */
        // dev.fetchfold.Batch
        class Made { dev.fetchfold.policy.Seats seats; }
        """;
    assertEquals(Set.of("dev.fetchfold.policy"), Source.parse("Made.java", text).named());
  }

  @Test
  void aPackageInTwoModulesIsFound() {
    assertEquals(
        List.of("dev.fetchfold.url is in fetchfold-api and in fetchfold-engine"),
        Rooms.faults(withSource("fetchfold-engine", "package dev.fetchfold.url;\n")));
  }

  private static List<Room> withNeed(String artifact, String needed) {
    return ALL.stream()
        .map(room -> room.artifact().equals(artifact) ? needing(room, needed) : room)
        .toList();
  }

  private static Room needing(Room room, String needed) {
    Set<String> needs = new HashSet<>(room.needs());
    needs.add(needed);
    return new Room(room.directory(), room.artifact(), needs, room.sources());
  }

  private static List<Room> withSource(String artifact, String text) {
    return ALL.stream()
        .map(room -> room.artifact().equals(artifact) ? having(room, text) : room)
        .toList();
  }

  private static Room having(Room room, String text) {
    List<Source> sources = new ArrayList<>(room.sources());
    sources.add(Source.parse("Made.java", text));
    return new Room(room.directory(), room.artifact(), room.needs(), sources);
  }
}
