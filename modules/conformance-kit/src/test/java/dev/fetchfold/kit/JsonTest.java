package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written is what another's parser reads. */
class JsonTest {

  @Test
  void everyCharacterIsReadBack() {
    String all =
        IntStream.rangeClosed(0, Character.MAX_VALUE)
            .filter(c -> !Character.isSurrogate((char) c))
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    assertEquals(all, read(Json.of(Map.of("text", all))).get("text").stringValue());
  }

  @Test
  void halfAPairCanBeWrittenToAFile() {
    String json = Json.of(Map.of("whole", "\ud83d\ude00", "half", "\ud83d"));
    assertTrue(java.nio.charset.StandardCharsets.US_ASCII.newEncoder().canEncode(json), json);
    assertEquals("\ud83d\ude00", read(json).get("whole").stringValue());
  }

  @Test
  void objectsListsNumbersAndTruthsNest() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("list", List.of(1, 2L, List.of(), Map.of()));
    object.put("truth", true);
    JsonNode read = read(Json.of(object));
    assertEquals("[1,2,[],{}]", read.get("list").toString());
    assertTrue(read.get("truth").booleanValue());
  }

  @Test
  void aLineHoldsOneMember() {
    assertEquals("{\n  \"a\": [\n    1\n  ]\n}\n", Json.of(Map.of("a", List.of(1))));
  }

  static JsonNode read(String json) {
    return JsonMapper.builder().build().readTree(json);
  }
}
