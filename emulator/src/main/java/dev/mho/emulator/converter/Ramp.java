package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import java.util.Arrays;

/**
 * A ramp converter: one staircase for all lines runs through the levels of a {@link
 * CapacitorArray}, and each line takes the code whose level is nearest to its current (the lower of
 * two), judged by a comparator with an offset of its own.
 *
 * @param bits b, 2 to 12
 */
public record Ramp(int bits, CircuitFlaws flaws) implements CellModel {
  public Ramp {
    Check.within("bits", bits, 2, 12);
    Check.present("flaws", flaws);
  }

  @Override
  public boolean isFlawed() {
    return flaws.isPresent();
  }

  @Override
  public AdcModel ideal() {
    return new Ramp(bits, CircuitFlaws.NONE);
  }

  @Override
  public Transfer sample(
      double low, double high, int converters, int linesEach, NoiseStream stream) {
    CapacitorArray staircase = new CapacitorArray(bits, flaws, stream.child("capacitors"), 0);
    double[] levels = new double[1 << bits];
    Arrays.setAll(levels, code -> staircase.level(code, true));
    double[] between = new double[levels.length - 1];
    Arrays.setAll(between, k -> (levels[k] + levels[k + 1]) / 2);
    double[] sorted = Cells.ascending(between);
    NoiseStream comparators = stream.child("comparators");
    double[][] edges = new double[converters][];
    for (int c = 0; c < converters; c++) {
      double offset = flaws.comparatorSpread() * comparators.normal(c, 0);
      // A current right between two levels takes the lower code.
      edges[c] = Arrays.stream(sorted).map(v -> Math.nextUp((float) (v - offset))).toArray();
    }
    return new Cells(bits, low, high, edges, linesEach);
  }
}
