package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * A successive-approximation converter: bit by bit from the highest, it keeps a bit if the current
 * is not below the level of its {@link CapacitorArray} with that bit set. Each converter has
 * capacitors and a comparator of its own.
 *
 * @param bits b, 2 to 12
 */
public record Successive(int bits, CircuitFlaws flaws) implements CellModel {
  public Successive {
    Check.within("bits", bits, 2, 12);
    Check.present("flaws", flaws);
  }

  @Override
  public boolean isFlawed() {
    return flaws.isPresent();
  }

  @Override
  public AdcModel ideal() {
    return new Successive(bits, CircuitFlaws.NONE);
  }

  @Override
  public Transfer sample(
      double low, double high, int converters, int linesEach, NoiseStream stream) {
    NoiseStream comparators = stream.child("comparators");
    NoiseStream capacitors = stream.child("capacitors");
    double[][] edges = new double[converters][(1 << bits) - 1];
    for (int c = 0; c < converters; c++) {
      CapacitorArray levels = new CapacitorArray(bits, flaws, capacitors, c);
      double offset = flaws.comparatorSpread() * comparators.normal(c, 0);
      search(levels, offset, 0, bits - 1, edges[c], -10, 10);
    }
    return new Cells(bits, low, high, edges, linesEach);
  }

  /**
   * Where codes begin that share the bits of {@code kept} above {@code bit}. The search is a tree
   * of comparisons, so the code never falls as the current rises: each edge is the level it is
   * compared with, unless an earlier decision has already shut it out.
   */
  private static void search(
      CapacitorArray levels,
      double offset,
      int kept,
      int bit,
      double[] edges,
      double from,
      double to) {
    if (bit < 0) {
      return;
    }
    int code = kept | 1 << bit;
    double edge = Math.min(to, Math.max(from, levels.level(code, false) - offset));
    edges[code - 1] = edge;
    search(levels, offset, kept, bit - 1, edges, from, edge);
    search(levels, offset, code, bit - 1, edges, edge, to);
  }
}
