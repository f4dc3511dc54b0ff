package dev.mho.emulator.circuit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFaultsTest {
  private static final NoiseStream STREAM = NoiseStream.root(3);

  @Test
  void aboutAsMuchIsBrokenAsAskedFor() {
    LineFaults faults = new LineFaults(0.02, 0.05, 0.01, 40);
    Defects defects = faults.draw(3000, 2000, Topology.INTERLEAVED, STREAM);
    long rows = defects.breaks().stream().filter(b -> b.wire() == Defects.Wire.DRIVEN).count();
    long columns = defects.breaks().size() - rows;
    // Binomial; six deviations either way.
    assertEquals(0.02 * 6000, rows, 6 * Math.sqrt(6000 * 0.02 * 0.98));
    assertEquals(0.05 * 2000, columns, 6 * Math.sqrt(2000 * 0.05 * 0.95));
    assertEquals(0.01 * 12e6, defects.shorts().size(), 6 * Math.sqrt(12e6 * 0.01 * 0.99));
    assertTrue(defects.breaks().stream().allMatch(b -> b.segment() == 0), "cut at the terminal");
    assertTrue(defects.shorts().stream().allMatch(s -> s.ohms() == 40));
    assertEquals(2, defects.shorts().stream().map(Defects.Short::layer).distinct().count());
  }

  @Test
  void theStreamDecides() {
    LineFaults faults = new LineFaults(0.1, 0.1, 0.02, 1);
    Defects first = faults.draw(40, 50, Topology.SEPARATE, STREAM);
    assertEquals(first, faults.draw(40, 50, Topology.SEPARATE, STREAM));
    assertFalse(first.equals(faults.draw(40, 50, Topology.SEPARATE, STREAM.child(1))));
    assertEquals(Defects.NONE, LineFaults.NONE.draw(40, 50, Topology.SEPARATE, STREAM));
  }

  @ParameterizedTest
  @CsvSource({"-0.1,0,0,1,dead rows", "0,1.5,0,1,dead columns", "0,0,2,1,shorts", "0,0,0,0,short"})
  void sharesAreShares(double rows, double columns, double shorts, double ohms, String named) {
    BadInputException refusal =
        assertThrows(BadInputException.class, () -> new LineFaults(rows, columns, shorts, ohms));
    assertTrue(refusal.getMessage().startsWith(named), refusal.getMessage());
  }
}
