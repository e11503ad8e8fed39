package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Patterns of rule ids and names of faces. */
class SelectionTest {

  @Test
  void nothingSelectedIsEverythingSelected() {
    assertTrue(Selection.all().takes(Rule.BOUND_03));
    assertTrue(Selection.all().takes(Face.iterate()));
  }

  @Test
  void aPatternSelectsAnArea() {
    Selection selection = new Selection(List.of("bound-03", "CANCEL-*"), List.of());
    assertTrue(selection.takes(Rule.BOUND_03));
    assertTrue(selection.takes(Rule.CANCEL_07));
    assertFalse(selection.takes(Rule.BOUND_04));
  }

  @Test
  void aFaceIsSelectedByItsName() {
    Selection selection = new Selection(List.of(), List.of("fetchAsync"));
    assertTrue(selection.takes(FoldingFace.fetchAsync()));
    assertFalse(selection.takes(FoldingFace.fetch()));
  }
}
