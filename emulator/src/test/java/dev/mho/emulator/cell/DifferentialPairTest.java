package dev.mho.emulator.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.cell.DifferentialPair.Rest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferentialPairTest {

  static Stream<Rest> rests() {
    return Stream.of(Rest.MIDDLE, Rest.MINIMUM, new Rest(0.375));
  }

  @ParameterizedTest
  @MethodSource("rests")
  void differenceIsTheWeight(Rest rest) {
    DifferentialPair pair = new DifferentialPair(0.5, rest);
    for (double w = -0.5; w <= 0.5; w += 1 / 64.0) {
      assertEquals(w, 0.5 * (pair.plus(w) - pair.minus(w)));
    }
  }

  @ParameterizedTest
  @MethodSource("rests")
  void beyondTheRangeIsTheRange(Rest rest) {
    DifferentialPair pair = new DifferentialPair(2, rest);
    assertEquals(1, pair.plus(3));
    assertEquals(0, pair.minus(3));
    assertEquals(0, pair.plus(-3));
    assertEquals(1, pair.minus(-3));
  }

  @Test
  void zeroRestsWhereItIsTold() {
    assertEquals(0.5f, new DifferentialPair(1, Rest.MIDDLE).plus(0));
    assertEquals(0.5f, new DifferentialPair(1, Rest.MIDDLE).minus(0));
    assertEquals(0f, new DifferentialPair(1, Rest.MINIMUM).plus(0));
    assertEquals(0f, new DifferentialPair(1, Rest.MINIMUM).minus(0));
  }

  @Test
  void rejectsNoRange() {
    Exception e = assertThrows(BadInputException.class, () -> new DifferentialPair(0, Rest.MIDDLE));
    assertEquals("weight_range: found 0.0; allowed: a finite number > 0", e.getMessage());
  }
}
