package dev.mho.emulator.cell;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.EffectiveConductance;
import dev.mho.emulator.circuit.KeptFields;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cells of an array as they are read through its wires.
 *
 * <p>The wires are solved exactly now and then; between, every device that moves is followed to
 * first order. With K_r the effective conductances of the last solve, a_r the attenuations there
 * and g_r⁰ the devices' conductances then, in units of the conductance range, and ρ what the array
 * takes off,
 *
 * <pre>
 * difference = Σ_r c_r (K_r + a_r (g_r − g_r⁰)) − ρ
 * variance   = Σ_r c_r² a_r² σ²(g_r)
 * </pre>
 *
 * so a pulse is never lost, only the change of everybody's voltage drop by it is late. How far the
 * first line had come to be off, relative and over all cells, is measured at each new solve ({@link
 * #largestStaleError}). The variance holds because read noise is small: a device's fluctuation
 * reaches its own output as its current does, attenuated on both wires; what it does to the drops
 * of others is of second order and left out. Both matrices serve reads from either side.
 *
 * <p>Spread bounds and changes without bounds can put a device of the model below 0 S, where no
 * device can be. The circuit takes it as 0 S, and what is missing enters to first order.
 */
public final class WiredCells implements Wires {

  /** The devices of one role, and how they were when the wires were last solved. */
  private static final class Side implements Stateful {
    private final DeviceArray devices;
    private final double significance;
    private final float[] solvedAt;
    private final float[] attenuation;

    private Side(DeviceArray devices, double significance) {
      this.devices = devices;
      this.significance = significance;
      this.solvedAt = new float[devices.size()];
      this.attenuation = new float[devices.size()];
    }

    @Override
    public void keep(Archive archive) {
      archive.floats("solved at", solvedAt);
      archive.floats("attenuation", attenuation);
    }

    private void attenuate(Elements by) {
      int inputs = devices.placement().cols();
      for (int cell = 0; cell < attenuation.length; cell++) {
        attenuation[cell] = (float) by.at(cell / inputs, cell % inputs);
      }
    }
  }

  private interface Elements {
    double at(int output, int input);
  }

  private final Wiring wiring;
  private final Placement placement;
  private final ConductanceRange range;
  private final Workers workers;
  private final CellArray cells;
  private final List<Side> sides;
  private final List<CrossbarSolver> solvers;
  private final List<KeptFields> kept;
  private final Matrix solved;
  private final Matrix difference;
  private final Optional<Matrix> variance;

  private boolean comparable;
  private boolean due = true;
  private boolean moved = true;
  private int updates;
  private long solves;
  private double largestStaleError;

  /** Wires around cells; they are solved at the first read. */
  WiredCells(Wiring wiring, List<CrossbarCircuit> circuits, CellArray cells, Workers workers) {
    this.wiring = wiring;
    this.workers = workers;
    this.cells = cells;
    this.sides =
        cells.roles().stream().map(r -> new Side(cells.devices(r), r.significance())).toList();
    DeviceArray first = sides.get(0).devices;
    this.placement = first.placement();
    this.range = first.model().conductance();
    this.solvers = circuits.stream().map(circuit -> new CrossbarSolver(circuit, workers)).toList();
    this.kept = circuits.stream().map(KeptFields::new).toList();
    this.solved = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT64);
    this.difference = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32);
    this.variance =
        cells
            .variance()
            .map(v -> Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32));
  }

  @Override
  public void keep(Archive archive) {
    archive.all("side", sides);
    archive.all("fields", kept);
    solved.keep("solved", archive);
    difference.keep("difference", archive);
    variance.ifPresent(v -> v.keep("variance", archive));
    comparable = archive.value("comparable", comparable);
    due = archive.value("due", due);
    moved = archive.value("moved", moved);
    updates = archive.value("updates", updates);
    solves = archive.value("solves", solves);
    largestStaleError = archive.value("largest stale error", largestStaleError);
  }

  @Override
  public Matrix difference() {
    return difference;
  }

  @Override
  public Optional<Matrix> variance() {
    return variance;
  }

  @Override
  public double digitalOffset() {
    return cells.digitalOffset();
  }

  @Override
  public List<Defects> defects() {
    return solvers.stream().map(solver -> solver.circuit().defects()).toList();
  }

  @Override
  public long solves() {
    return solves;
  }

  /**
   * Largest relative error, ‖followed − solved‖/‖solved‖ over all cells (Frobenius), that following
   * the devices to first order had come to before a solve; 0 if it never was put to the test.
   */
  @Override
  public double largestStaleError() {
    return largestStaleError;
  }

  /** The wires are to be solved at the next read. */
  @Override
  public void rewritten() {
    due = true;
    moved = true;
    comparable = false;
  }

  /** Solve at the next read. */
  @Override
  public void waited() {
    due = true;
    moved = true;
  }

  @Override
  public void updated() {
    updates++;
    moved = true;
  }

  @Override
  public void drifted() {
    moved = true;
  }

  /** Brings both matrices up to date. */
  @Override
  public void follow(double now) {
    if (!moved) {
      return;
    }
    if (due || updates >= wiring.refreshUpdates()) {
      solve(now);
    }
    track(now);
    moved = false;
  }

  private void solve(double now) {
    if (follows()) {
      track(now);
    }
    List<double[]> siemens = sides.stream().map(side -> siemens(side, now)).toList();
    if (wiring.topology() == Topology.SEPARATE) {
      List<EffectiveConductance> each = new ArrayList<>();
      for (int r = 0; r < sides.size(); r++) {
        EffectiveConductance own = solvers.get(r).effective(kept(r), siemens.get(r));
        each.add(own);
        sides.get(r).attenuate((k, j) -> own.attenuation(0, k, j));
      }
      take((k, j) -> sum(each, k, j));
    } else {
      EffectiveConductance both = solvers.get(0).effective(kept(0), siemens.get(0), siemens.get(1));
      take(both::siemens);
      for (int r = 0; r < sides.size(); r++) {
        int layer = r;
        sides.get(r).attenuate((k, j) -> both.attenuation(layer, k, j));
      }
    }
    comparable = true;
    due = false;
    updates = 0;
    solves++;
  }

  /** Whether there is anything to compare a fresh solve with. */
  private boolean follows() {
    return comparable && wiring.refreshUpdates() > 0;
  }

  private double sum(List<EffectiveConductance> each, int output, int input) {
    double sum = 0;
    for (int r = 0; r < sides.size(); r++) {
      sum += sides.get(r).significance * each.get(r).siemens(output, input);
    }
    return sum;
  }

  /** Fields to start from; an array that is solved only once need not pay for keeping any. */
  private KeptFields kept(int array) {
    return comparable ? kept.get(array) : KeptFields.none();
  }

  /** Takes Σ c K in siemens, and sees how far what was followed had come to be off. */
  private void take(Elements siemens) {
    double error = 0;
    double norm = 0;
    for (int k = 0; k < placement.rows(); k++) {
      for (int j = 0; j < placement.cols(); j++) {
        int cell = k * placement.cols() + j;
        double effective = siemens.at(k, j) / range.span() - cells.takenOff(cell);
        error += Math.pow(difference.get(k, j) - effective, 2);
        norm += effective * effective;
        solved.set(k, j, effective);
      }
    }
    if (follows() && norm > 0) {
      largestStaleError = Math.max(largestStaleError, Math.sqrt(error / norm));
    }
  }

  /** Conductances in the order of the circuit, noted as they are solved with. */
  private double[] siemens(Side side, double now) {
    float least = (float) range.normalised(0);
    for (int cell = 0; cell < side.solvedAt.length; cell++) {
      side.solvedAt[cell] = Math.max(least, side.devices.conductance(cell, now));
    }
    return new WiredDevices(side.devices).siemens(now);
  }

  /** Follows the devices from where they were when the wires were solved. */
  private void track(double now) {
    workers.forBlocks(
        placement.rows(),
        Matrix.rowsPerBlock(placement.cols()),
        (from, to) -> {
          for (int k = from; k < to; k++) {
            for (int j = 0; j < placement.cols(); j++) {
              track(k, j, now);
            }
          }
        });
  }

  private void track(int output, int input, double now) {
    int cell = output * placement.cols() + input;
    double followed = solved.get(output, input);
    double variances = 0;
    for (Side side : sides) {
      float g = side.devices.conductance(cell, now);
      double reaches = side.significance * side.attenuation[cell];
      followed += reaches * (g - side.solvedAt[cell]);
      if (variance.isPresent()) {
        variances += reaches * reaches * side.devices.readVariance(cell, g, now);
      }
    }
    difference.set(output, input, followed);
    if (variance.isPresent()) {
      variance.get().set(output, input, variances);
    }
  }
}
