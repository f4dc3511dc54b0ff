package dev.mho.emulator.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Counted trains at numbers that were worked out by hand. */
class CountedTrainsFormulasTest {

  /** rint(10 × 0.5 × 0.7) = 4, at most 10; rint(4 × 6/10) = 2. */
  @Test
  void meanCounts() {
    MeanCountTrains trains = new MeanCountTrains(31, UpdateManagement.usual());
    assertEquals(4, trains.rowAmount(0.7f, 0.5f, 10));
    assertEquals(10, trains.rowAmount(7f, 0.5f, 10));
    assertEquals(6, trains.columnAmount(0.3f, 2, 10));
    assertEquals(2, trains.pulses(4, 6, 10));
    assertEquals(10, trains.pulses(10, 10, 10));
  }

  /** Probabilities to steps of 0.25 and 0.125, at most 1; rint(10 × 0.25 × 0.625) = 2. */
  @Test
  void implicit() {
    ImplicitTrains trains = new ImplicitTrains(31, UpdateManagement.usual(), 0.25, 0.125);
    assertEquals(0.25f, trains.rowAmount(0.6f, 0.5f, 10));
    assertEquals(1, trains.rowAmount(7f, 0.5f, 10));
    assertEquals(0.625f, trains.columnAmount(0.3f, 2, 10));
    assertEquals(2, trains.pulses(0.25f, 0.625f, 10));
    ImplicitTrains any = new ImplicitTrains(31, UpdateManagement.usual(), 0, 0);
    assertEquals(0.6f * 0.5f, any.rowAmount(0.6f, 0.5f, 10));
    assertEquals(0.6f * 0.5f, any.columnAmount(0.6f, 0.5f, 10));
  }
}
