package dev.mho.emulator.cell;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;

/**
 * The wires of an array of cells. Inputs are its rows, driven at output 0; outputs are its columns,
 * sensed behind the last input.
 *
 * @param resistance what lies in series with the devices; not all zero
 * @param topology {@link Topology#SEPARATE}: the devices of each role are an array of their own;
 *     {@link Topology#INTERLEAVED}: those of a pair share column wires
 * @param refreshUpdates after how many updates the wires are solved again; 0: whenever a device has
 *     moved
 */
public record Wiring(WireResistance resistance, Topology topology, int refreshUpdates) {
  public Wiring {
    Check.present("wires", resistance);
    Check.present("topology", topology);
    Check.within("refresh", refreshUpdates, 0, Integer.MAX_VALUE);
    if (resistance.isIdeal()) {
      throw new BadInputException("wires cannot act: every resistance is zero");
    }
    if (topology.supplied()) {
      throw new BadInputException(
          "wires: topology " + topology + " reads bits; an array of weights reads numbers");
    }
  }
}
