package dev.fetchfold.site.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.site.figures.Chart.Kind;
import dev.fetchfold.site.figures.Chart.Line;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where dots go, and what is said of them. */
class ChartTest {
  private static final Line NOT_MEASURED = new Line("wrk", Kind.REFERENCE, List.of());

  @ParameterizedTest
  @CsvSource({"0,1", "0.3,0.3", "0.31,0.35", "1,1", "52,55", "64,65", "1000,1000", "1001,1500"})
  void theAxisEndsAtTheNextRoundNumber(double most, double end) {
    assertEquals(end, Chart.rounded(most), 1e-9);
  }

  @Test
  void theAxisBeginsAtZeroAndHasRoomForTheMost() {
    Chart chart = chart(engine("a", 10, 20), engine("b", 40));
    assertEquals("0.00%", chart.x(0));
    assertEquals("50.00%", chart.x(20));
    assertEquals("100.00%", chart.x(40));
    assertEquals(2 * Chart.ROW, chart.height());
  }

  @Test
  void anIntervalGoesFromTheLeastToTheMost() {
    assertEquals(Optional.of(new Interval(1, 2, 9)), engine("a", 9, 1, 2).interval());
    assertEquals(2.5, Interval.of(List.of(4.0, 1.0, 3.0, 2.0)).median(), "between the middle two");
  }

  @Test
  void ofOneValueAndOfEqualOnesTheIntervalHasNoWidth() {
    assertEquals(0, Interval.of(List.of(7.0)).width());
    assertEquals(new Interval(7, 7, 7), Interval.of(List.of(7.0, 7.0, 7.0)));
    assertEquals("7", Chart.ends(Interval.of(List.of(7.0, 7.0))));
  }

  @Test
  void thereIsNoIntervalOfNothing() {
    assertEquals(Optional.empty(), NOT_MEASURED.interval());
    assertThrows(IllegalArgumentException.class, () -> Interval.of(List.of()));
  }

  @Test
  void anEntryThatWasNotMeasuredMovesNoAxis() {
    Chart chart = chart(engine("a", 10), NOT_MEASURED);
    assertEquals(10, chart.end());
    assertEquals(2 * Chart.ROW, chart.height());
  }

  @Test
  void theNoiseGoesFromOneOfTwoEqualEntriesToTheOther() {
    Chart chart = chart(control("a", 14, 12), engine("a", 10, 11), engine("b", 99));
    assertEquals(10, chart.noise().orElseThrow().low());
    assertEquals(14, chart.noise().orElseThrow().high());
  }

  @Test
  void withoutTwoEqualEntriesTheNoiseIsUnknown() {
    assertEquals(Optional.empty(), chart(engine("a", 10), engine("b", 9)).noise());
    assertEquals(Optional.empty(), chart(engine("a", 10), control("ab", 9)).noise());
    assertEquals(
        Optional.empty(), chart(new Line("a", Kind.ENGINE, List.of()), control("a", 9)).noise());
  }

  @Test
  void zerosAreSaidAndNotDrawn() {
    assertFalse(chart(engine("a", 0, 0), engine("b", 0)).isDrawn());
    assertTrue(chart(engine("a", 0, 0), engine("b", 0.1)).isDrawn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0|0", "64|64", "0.0041|0.0041", "1.2345|1.23", "12.04|12", "99.96|100"})
  void numbersHaveThreeDigits(double value, String text) {
    assertEquals(text, Chart.number(value));
  }

  @Test
  void whatStandsBeforeThePointIsNotRounded() {
    assertEquals("1,234,568", Chart.number(1_234_567.8));
    assertEquals("10,000", Chart.number(10_000));
  }

  @Test
  void valuesHaveUnitsAndCountsHaveNone() {
    assertEquals("52.5 µs", Chart.of("", "", "µs", List.of(engine("a", 1))).text(52.5));
    assertEquals("52.5", chart(engine("a", 1)).text(52.5));
    assertEquals("51.5–53", Chart.ends(new Interval(51.5, 52, 53)));
  }

  @Test
  void aControlHasItsEnginesColour() {
    assertEquals("e-vertx", engine("vertx", 1).style());
    assertEquals("control e-vertx", control("vertx", 1).style());
    assertEquals("reference", NOT_MEASURED.style());
  }

  private static Chart chart(Line... lines) {
    return Chart.of("title", "meaning", "", List.of(lines));
  }

  private static Line engine(String name, double... values) {
    return new Line(name, Kind.ENGINE, Arrays.stream(values).boxed().toList());
  }

  private static Line control(String name, double... values) {
    return new Line(name + " (again)", Kind.CONTROL, Arrays.stream(values).boxed().toList());
  }
}
