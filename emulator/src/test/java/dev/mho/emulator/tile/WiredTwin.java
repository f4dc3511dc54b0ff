package dev.mho.emulator.tile;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Workers;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.circuit.WireResistance;
import java.util.stream.IntStream;

/**
 * The slow twin of a read through wires of which the devices of each role have their own: every
 * sample and role is a circuit that is driven from the side of the read and solved for its
 * currents; no matrix is made, and none transposed.
 */
record WiredTwin(AnalogTile tile, WireResistance wires, CellCurve curve, double fullScaleVolts) {

  /** Results in units of the weight. */
  double[] read(double[] in, boolean fromOutputs) {
    double[] read = new double[fromOutputs ? tile.inputs() : tile.outputs()];
    double[] volts = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      volts[i] = fullScaleVolts * in[fromOutputs ? in.length - 1 - i : i];
    }
    for (Role role : tile.roles()) {
      double[] currents = currents(role, volts, fromOutputs);
      double perAmpere = role.significance() / (fullScaleVolts * range().span());
      for (int k = 0; k < read.length; k++) {
        read[k] += perAmpere * currents[fromOutputs ? read.length - 1 - k : k];
      }
    }
    for (int k = 0; k < read.length; k++) {
      for (int i = 0; i < in.length; i++) {
        read[k] -= reference(fromOutputs ? i : k, fromOutputs ? k : i) * in[i];
      }
      read[k] *= tile.weightScale(0);
    }
    return read;
  }

  private double[] currents(Role role, double[] volts, boolean fromOutputs) {
    CrossbarCircuit circuit =
        new CrossbarCircuit(
            tile.inputs(),
            tile.outputs(),
            wires,
            Topology.SEPARATE,
            tile.defects().get(role.index()));
    double[] siemens = siemens(role);
    return fromOutputs
        ? new CrossbarSolver(circuit.transposed(), Workers.single())
            .solve(curve, volts, circuit.transposed(siemens))
            .currents()
        : new CrossbarSolver(circuit, Workers.single()).solve(curve, volts, siemens).currents();
  }

  /** Conductances of one role, input by input. */
  double[] siemens(Role role) {
    DeviceArray devices = tile.devices(role);
    return IntStream.range(0, devices.size())
        .mapToDouble(
            c -> {
              int input = c / tile.outputs();
              int output = c % tile.outputs();
              int cell = output * tile.inputs() + input;
              return range().siemens(devices.conductance(cell, tile.clock()));
            })
        .toArray();
  }

  /** What is compared with, of conductances over the range; ohmic, and behind no wire. */
  private double reference(int output, int input) {
    double sum = 0;
    for (Role role : tile.roles()) {
      double normalised =
          tile.spec().cell() instanceof SingleDevice single
                  && single.against() == SingleDevice.Against.OWN
              ? tile.devices(role).reference(output * tile.inputs() + input)
              : tile.spec().cell().reference(role.index());
      sum += role.significance() * range().siemens(normalised) / range().span();
    }
    return sum;
  }

  private ConductanceRange range() {
    return tile.spec().device().conductance();
  }
}
