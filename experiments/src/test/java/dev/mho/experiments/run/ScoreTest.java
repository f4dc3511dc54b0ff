package dev.mho.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores to be read. */
class ScoreTest {
  @ParameterizedTest
  @CsvSource({"2.27848, 2.2785", "99999, 99999.0000", "1.2873370549636804E38, 1.287e+38"})
  void aLossThatDivergedIsAPowerOfTen(double loss, String text) {
    assertEquals("accuracy 12.50 %, loss " + text, new Score(loss, 0.125).toString());
  }
}
