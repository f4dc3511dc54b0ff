package dev.mho.emulator.cell;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.Topology;
import java.util.List;

/** The wires around the cells of an array, which hear of what becomes of the devices. */
public sealed interface Wires extends ReadCells, Stateful permits WiredCells, CurvedCells {

  /**
   * Wires around cells.
   *
   * @param stream the array's own
   * @throws BadInputException if devices are to share column lines that are not pairs
   */
  static Wires around(CellArray cells, Wiring wiring, NoiseStream stream, Workers workers) {
    boolean apart = wiring.topology() == Topology.SEPARATE;
    if (!apart && !(cells.cell() instanceof DifferentialPair)) {
      throw new BadInputException(
          "wires: only the two devices of a differential pair can share column lines");
    }
    List<CrossbarCircuit> circuits = wiring.circuits(cells, stream.child("broken"));
    return wiring
        .curve()
        .<Wires>map(read -> new CurvedCells(read, circuits, cells))
        .orElseGet(() -> new WiredCells(wiring, circuits, cells, workers));
  }

  /**
   * What is broken: in the array of the devices of each role, by index, or in the one that the
   * devices of pairs share.
   */
  List<Defects> defects();

  /** Devices have been written anew. */
  void rewritten();

  /** Devices have drifted for a while without a read. */
  void waited();

  /** One update has moved devices. */
  void updated();

  /** Devices may have drifted since the last read. */
  void drifted();

  /** Makes ready for a read. */
  void follow(double now);

  /** How often circuits have been solved. */
  long solves();

  /**
   * Largest relative error of what was read between two exact solves; 0 if every read is exact, or
   * it never was put to the test.
   */
  double largestStaleError();
}
