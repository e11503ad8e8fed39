package dev.fetchfold.site.source;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.site.Refused;
import dev.fetchfold.site.source.CodeLine.Kind;
import dev.fetchfold.site.source.CodeLine.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Colours change nothing of what a source says. */
class HighlighterTest {
  private static final String SOURCE =
      """
      package a;

      /** Says <b>so</b>, see BOUND-03. */
      @Deprecated
      final class A {
        // @start region="admit"
        String text(int n) {
          return n > 0 ? "x\\n" : null; // CLOSE-01
        }
        // @end
      }
      """;

  private final SourceFile file = SourceFile.of("A.java", SOURCE);

  @Test
  void theLinesSayWhatTheSourceSays() {
    assertEquals(SOURCE, file.lines().stream().map(line -> line.text() + "\n").collect(joining()));
    for (CodeLine line : file.lines()) {
      assertEquals(line.text(), line.pieces().stream().map(Piece::text).collect(joining()));
    }
  }

  @Test
  void namesAreColouredByWhatTheyAre() {
    assertTrue(file.lines().get(6).pieces().contains(new Piece(Kind.TYPE, "String")));
    assertTrue(file.lines().get(6).pieces().contains(new Piece(Kind.METHOD, "text")));
    assertTrue(file.lines().get(6).pieces().contains(new Piece(Kind.KEYWORD, "int")));
    assertTrue(file.lines().get(7).pieces().contains(new Piece(Kind.LITERAL, "\"x\\n\"")));
    assertTrue(file.lines().get(7).pieces().contains(new Piece(Kind.KEYWORD, "null")));
    assertTrue(file.lines().get(3).pieces().contains(new Piece(Kind.ANNOTATION, "@Deprecated")));
  }

  @Test
  void rulesAreFoundInComments() {
    assertEquals(List.of("BOUND-03"), file.lines().get(2).rules());
    assertEquals(List.of("CLOSE-01"), file.lines().get(7).rules());
  }

  @Test
  void aRegionIsIndentedAsLittleAsItCanBe() {
    List<CodeLine> lines = file.lines(file.regions().getFirst());
    assertEquals("String text(int n) {", lines.getFirst().text());
    assertEquals("}", lines.getLast().text());
    assertEquals(7, lines.getFirst().number());
  }

  @Test
  void linesOfCommentsAreNoCode() {
    assertEquals(6, file.lines().stream().filter(CodeLine::isCode).count() - 1);
  }

  @Test
  void whatIsNoJavaIsRefused() {
    Refused refused = assertThrows(Refused.class, () -> SourceFile.of("B.java", "class {"));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("B.java is no Java"));
  }
}
