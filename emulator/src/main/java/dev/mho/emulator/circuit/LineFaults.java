package dev.mho.emulator.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How often lines and cells of an array are broken; every one is so or not independently of the
 * others.
 *
 * @param deadRows share of row wires (of each layer) cut at their driver, 0 to 1
 * @param deadColumns share of column wires cut at their sense amplifier, 0 to 1
 * @param shorts share of cells (of each layer) whose device is a plain resistance, 0 to 1
 * @param shortOhms that resistance, > 0; the access resistance comes on top
 */
public record LineFaults(double deadRows, double deadColumns, double shorts, double shortOhms) {
  /** None at all. */
  public static final LineFaults NONE = new LineFaults(0, 0, 0, 1);

  public LineFaults {
    Check.within("dead rows", deadRows, 0, 1);
    Check.within("dead columns", deadColumns, 0, 1);
    Check.within("shorts", shorts, 0, 1);
    Check.positive("short (ohm)", shortOhms);
    if (shortOhms > WireResistance.MOST_OHMS) {
      throw BadInputException.at(
          "short (ohm)", Double.toString(shortOhms), "at most " + WireResistance.MOST_OHMS);
    }
  }

  /** Whether anything may be broken. */
  public boolean isPresent() {
    return deadRows + deadColumns + shorts > 0;
  }

  /**
   * What is broken in one array whose rows are driven.
   *
   * @param stream the array's own
   */
  public Defects draw(int rows, int cols, Topology topology, NoiseStream stream) {
    List<Defects.Break> breaks = new ArrayList<>();
    List<Defects.Short> shorted = new ArrayList<>();
    for (int layer = 0; layer < topology.layers(); layer++) {
      for (int i = 0; i < rows; i++) {
        if (stream.child("rows").uniform(layer, i) < deadRows) {
          breaks.add(new Defects.Break(Defects.Wire.DRIVEN, layer, i, 0));
        }
      }
    }
    for (int j = 0; j < cols; j++) {
      if (stream.child("columns").uniform(0, j) < deadColumns) {
        breaks.add(Defects.deadLine(Defects.Wire.SENSED, j));
      }
    }
    for (int layer = 0; layer < topology.layers() && shorts > 0; layer++) {
      NoiseStream cells = stream.child("shorts").child(layer);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < cols; j++) {
          if (cells.uniform(i, j) < shorts) {
            shorted.add(new Defects.Short(layer, i, j, shortOhms));
          }
        }
      }
    }
    return new Defects(breaks, shorted);
  }
}
