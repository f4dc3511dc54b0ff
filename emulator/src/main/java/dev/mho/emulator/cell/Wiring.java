package dev.mho.emulator.cell;

import dev.mho.device.array.Placement;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.LineFaults;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The wires of an array of cells. Inputs are its rows, driven at output 0; outputs are its columns,
 * sensed behind the last input.
 *
 * @param resistance what lies in series with the devices
 * @param topology {@link Topology#SEPARATE}: the devices of each role are an array of their own;
 *     {@link Topology#INTERLEAVED}: those of a pair share column wires
 * @param refreshUpdates after how many updates the wires are solved again; 0: whenever a device has
 *     moved
 * @param faults how often lines and cells are broken
 * @param curve how the current of a device bends with its voltage; empty: it is ohmic
 */
public record Wiring(
    WireResistance resistance,
    Topology topology,
    int refreshUpdates,
    LineFaults faults,
    Optional<CurvedRead> curve) {
  public Wiring {
    Check.present("wires", resistance);
    Check.present("topology", topology);
    Check.within("refresh", refreshUpdates, 0, Integer.MAX_VALUE);
    Check.present("faults", faults);
    if (resistance.isIdeal() && !faults.isPresent() && curve.isEmpty()) {
      throw new BadInputException("wires cannot act: every resistance is zero");
    }
    if (topology.supplied()) {
      throw new BadInputException(
          "wires: topology " + topology + " reads bits; an array of weights reads numbers");
    }
    if (curve.isPresent() && topology != Topology.SEPARATE) {
      throw new BadInputException(
          "wires: curve needs pairs: separate; curved pairs that share lines cannot be read"
              + " backward");
    }
  }

  /** Whole wires, ohmic devices. */
  public Wiring(WireResistance resistance, Topology topology, int refreshUpdates) {
    this(resistance, topology, refreshUpdates, LineFaults.NONE, Optional.empty());
  }

  /**
   * The wires of one array of cells: a circuit for the devices of each role, or one of both devices
   * of the pairs.
   *
   * @param stream the array's own, which decides what is broken
   */
  List<CrossbarCircuit> circuits(CellArray cells, NoiseStream stream) {
    Placement placement = cells.devices(cells.roles().get(0)).placement();
    int inputs = placement.cols();
    int outputs = placement.rows();
    return IntStream.range(0, topology == Topology.SEPARATE ? cells.roles().size() : 1)
        .mapToObj(
            array -> {
              Defects defects = faults.draw(inputs, outputs, topology, stream.child(array));
              return new CrossbarCircuit(inputs, outputs, resistance, topology, defects);
            })
        .toList();
  }
}
