package dev.mho.emulator.cell;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.array.Workers;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.EffectiveConductance;
import dev.mho.emulator.circuit.KeptFields;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cells of an array as they are read through its wires.
 *
 * <p>The wires are solved exactly now and then; between, every device that moves is followed to
 * first order. With K the effective conductances of the last solve, a the attenuations there and g₀
 * the devices' conductances then, in units of the conductance range,
 *
 * <pre>
 * difference = K⁺ − K⁻ + a⁺ (g⁺ − g⁺₀) − a⁻ (g⁻ − g⁻₀)
 * variance   = a⁺² σ²(g⁺) + a⁻² σ²(g⁻)
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
public final class WiredPairs implements ReadCells {

  /** The devices of one role when the wires were last solved. */
  private static final class Side {
    private final DeviceArray devices;
    private final float[] solvedAt;
    private final float[] attenuation;

    private Side(DeviceArray devices) {
      this.devices = devices;
      this.solvedAt = new float[devices.size()];
      this.attenuation = new float[devices.size()];
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
  private final Side plus;
  private final Side minus;
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
  public WiredPairs(Wiring wiring, PairArray cells, Workers workers) {
    this.wiring = wiring;
    this.workers = workers;
    this.plus = new Side(cells.devices(Role.PLUS));
    this.minus = new Side(cells.devices(Role.MINUS));
    this.placement = plus.devices.placement();
    this.range = plus.devices.model().conductance();
    CrossbarCircuit circuit =
        new CrossbarCircuit(
            placement.cols(),
            placement.rows(),
            wiring.resistance(),
            wiring.topology(),
            Defects.NONE);
    int arrays = wiring.topology() == Topology.SEPARATE ? 2 : 1;
    this.solvers =
        Stream.generate(() -> new CrossbarSolver(circuit, workers)).limit(arrays).toList();
    this.kept = Stream.generate(() -> new KeptFields(circuit)).limit(arrays).toList();
    this.solved = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT64);
    this.difference = Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32);
    this.variance =
        cells
            .variance()
            .map(v -> Matrix.zeros(placement.rows(), placement.cols(), Precision.FLOAT32));
  }

  @Override
  public Matrix difference() {
    return difference;
  }

  @Override
  public Optional<Matrix> variance() {
    return variance;
  }

  /** How often the wires have been solved. */
  public long solves() {
    return solves;
  }

  /**
   * Largest relative error, ‖followed − solved‖/‖solved‖ over all cells (Frobenius), that following
   * the devices to first order had come to before a solve; 0 if it never was put to the test.
   */
  public double largestStaleError() {
    return largestStaleError;
  }

  /** Devices have been written anew: the wires are to be solved at the next read. */
  public void rewritten() {
    due = true;
    moved = true;
    comparable = false;
  }

  /** Devices have drifted for a while without a read: solve at the next one. */
  public void waited() {
    due = true;
    moved = true;
  }

  /** One update has moved devices. */
  public void updated() {
    updates++;
    moved = true;
  }

  /** Devices may have drifted since the last read. */
  public void drifted() {
    moved = true;
  }

  /** Brings both matrices up to date. */
  public void follow(double now) {
    if (!moved) {
      return;
    }
    boolean exact = wiring.refreshUpdates() == 0;
    if (due || exact || updates >= wiring.refreshUpdates()) {
      solve(now);
    }
    track(now);
    moved = false;
  }

  private void solve(double now) {
    if (comparable) {
      track(now);
    }
    double[] up = siemens(plus, now);
    double[] down = siemens(minus, now);
    if (solvers.size() == 2) {
      EffectiveConductance first = solvers.get(0).effective(kept(0), up);
      EffectiveConductance second = solvers.get(1).effective(kept(1), down);
      take((k, j) -> first.siemens(k, j) - second.siemens(k, j));
      plus.attenuate((k, j) -> first.attenuation(0, k, j));
      minus.attenuate((k, j) -> second.attenuation(0, k, j));
    } else {
      EffectiveConductance both = solvers.get(0).effective(kept(0), up, down);
      take(both::siemens);
      plus.attenuate((k, j) -> both.attenuation(0, k, j));
      minus.attenuate((k, j) -> both.attenuation(1, k, j));
    }
    comparable = true;
    due = false;
    updates = 0;
    solves++;
  }

  /** Fields to start from; an array that is solved only once need not pay for keeping any. */
  private KeptFields kept(int array) {
    return comparable ? kept.get(array) : KeptFields.none();
  }

  /** Takes K⁺ − K⁻ in siemens, and sees how far what was followed had come to be off. */
  private void take(Elements siemens) {
    double error = 0;
    double norm = 0;
    for (int k = 0; k < placement.rows(); k++) {
      for (int j = 0; j < placement.cols(); j++) {
        double effective = siemens.at(k, j) / range.span();
        error += Math.pow(difference.get(k, j) - effective, 2);
        norm += effective * effective;
        solved.set(k, j, effective);
      }
    }
    if (comparable && norm > 0) {
      largestStaleError = Math.max(largestStaleError, Math.sqrt(error / norm));
    }
  }

  /** Conductances in the order of the circuit, noted as they are solved with. */
  private double[] siemens(Side side, double now) {
    int inputs = placement.cols();
    int outputs = placement.rows();
    double[] siemens = new double[placement.size()];
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < inputs; j++) {
        int cell = k * inputs + j;
        float g = side.devices.conductance(cell, now);
        boolean possible = range.siemens(g) >= 0;
        siemens[j * outputs + k] = possible ? range.siemens(g) : 0;
        side.solvedAt[cell] = possible ? g : (float) range.normalised(0);
      }
    }
    return siemens;
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
    float up = plus.devices.conductance(cell, now);
    float down = minus.devices.conductance(cell, now);
    double followed =
        solved.get(output, input)
            + plus.attenuation[cell] * (up - plus.solvedAt[cell])
            - minus.attenuation[cell] * (down - minus.solvedAt[cell]);
    difference.set(output, input, followed);
    if (variance.isPresent()) {
      double ofPlus = plus.attenuation[cell];
      double ofMinus = minus.attenuation[cell];
      variance
          .get()
          .set(
              output,
              input,
              ofPlus * ofPlus * plus.devices.readVariance(cell, up, now)
                  + ofMinus * ofMinus * minus.devices.readVariance(cell, down, now));
    }
  }
}
