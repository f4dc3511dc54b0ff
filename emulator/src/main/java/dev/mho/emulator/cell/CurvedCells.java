package dev.mho.emulator.cell;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.Workers;
import dev.mho.device.state.Archive;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.OperatingPoint;
import dev.mho.emulator.matrix.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The cells of an array of curved devices as they are read through its wires: no matrix stands for
 * them, so every sample is a circuit of its own for the devices of each role r, solved by Newton's
 * method. An input of x is a voltage x V₁; with ΔG the conductance range, c_r the significance and
 * ρ what the array takes off,
 *
 * <pre>
 * mean of a read     = Σ_r c_r I_r / (V₁ ΔG) − Σ ρ x
 * variance of a read = Σ_r c_r² Σ (∂I_r/∂G)² σ²(g) / V₁²       ({@link CrossbarSolver#sensitivities})
 * </pre>
 *
 * ρ is a number and does not bend, so a device at its reference reads as zero at small voltages
 * only; a second device that does the comparing bends as the first one does.
 *
 * <p>Read backward the outputs are driven through the sense resistances and the inputs sensed
 * through the driver resistances, which for curved devices is no longer the transpose.
 */
public final class CurvedCells implements Wires {

  /**
   * The devices of one role, seen from one side.
   *
   * @param variances of one read of each, in units of the conductance range squared; empty: none
   * @param flipped whether lines are counted from their far ends
   */
  private record Side(
      double significance,
      CrossbarSolver solver,
      double[] siemens,
      double[] variances,
      boolean flipped) {

    private Side other() {
      CrossbarCircuit circuit = solver.circuit();
      return new Side(
          significance,
          new CrossbarSolver(circuit.transposed(), Workers.single()),
          circuit.transposed(siemens),
          variances.length == 0 ? variances : circuit.transposed(variances),
          true);
    }

    private double[] inOrder(double[] lines) {
      return flipped ? reversed(lines) : lines;
    }
  }

  private final CurvedRead read;
  private final List<CrossbarCircuit> circuits;
  private final CellArray cells;
  private final ConductanceRange range;
  private final LongAdder solves = new LongAdder();
  private List<Side> forward = List.of();
  private List<Side> backward = List.of();
  private double followedAt;

  CurvedCells(CurvedRead read, List<CrossbarCircuit> circuits, CellArray cells) {
    this.read = read;
    this.circuits = circuits;
    this.cells = cells;
    this.range = cells.devices(cells.roles().get(0)).model().conductance();
  }

  /** What is solved follows from the devices, which have not moved since if nothing is due. */
  @Override
  public void keep(Archive archive) {
    long solved = archive.value("solves", solves.sum());
    solves.reset();
    solves.add(solved);
    followedAt = archive.value("followed at", followedAt);
    boolean due = archive.value("due", forward.isEmpty());
    forget();
    if (!due) {
      follow(followedAt);
    }
  }

  @Override
  public Matrix difference() {
    return cells.difference();
  }

  @Override
  public Optional<Matrix> variance() {
    return cells.variance();
  }

  @Override
  public double digitalOffset() {
    return cells.digitalOffset();
  }

  @Override
  public List<Defects> defects() {
    return circuits.stream().map(CrossbarCircuit::defects).toList();
  }

  @Override
  public void rewritten() {
    forget();
  }

  @Override
  public void waited() {
    forget();
  }

  @Override
  public void updated() {
    forget();
  }

  @Override
  public void drifted() {
    forget();
  }

  /** Devices have moved: what is known of them is to be found anew before a read. */
  private void forget() {
    forward = List.of();
    backward = List.of();
  }

  @Override
  public long solves() {
    return solves.sum();
  }

  @Override
  public double largestStaleError() {
    return 0;
  }

  @Override
  public void follow(double now) {
    if (!forward.isEmpty()) {
      return;
    }
    followedAt = now;
    forward = cells.roles().stream().map(role -> side(role, now)).toList();
    backward = forward.stream().map(Side::other).toList();
  }

  private Side side(Role role, double now) {
    WiredDevices devices = new WiredDevices(cells.devices(role));
    return new Side(
        role.significance(),
        new CrossbarSolver(circuits.get(role.index()), Workers.single()),
        devices.siemens(now),
        cells.variance().isPresent() ? devices.readVariances(now) : new double[0],
        false);
  }

  @Override
  public Optional<Rows> circuits(boolean fromOutputs) {
    List<Side> sides = fromOutputs ? backward : forward;
    return Optional.of(
        (x, count, currents, variances) -> {
          int driven = sides.get(0).solver().circuit().rows();
          int lines = sides.get(0).solver().circuit().cols();
          for (int row = 0; row < count; row++) {
            Reading reading = new Reading(sides, x, row * driven, driven, lines);
            takeOff(reading, x, row * driven, fromOutputs);
            reading.write(currents, variances, row * lines);
          }
        });
  }

  /** What one sample reads, in units of the conductance range. */
  private final class Reading {
    private final double[] mean;
    private final double[] variance;

    private Reading(List<Side> sides, float[] x, int at, int driven, int lines) {
      mean = new double[lines];
      variance = new double[cells.variance().isPresent() ? lines : 0];
      double[] volts = new double[driven];
      for (int i = 0; i < driven; i++) {
        volts[i] = read.fullScaleVolts() * x[at + i];
      }
      sides.forEach(side -> add(side, volts));
    }

    private void add(Side side, double[] volts) {
      OperatingPoint point = side.solver().solve(read.curve(), side.inOrder(volts), side.siemens());
      solves.increment();
      double[] currents = side.inOrder(point.currents());
      double perAmpere = side.significance() / (read.fullScaleVolts() * range.span());
      for (int k = 0; k < mean.length; k++) {
        mean[k] += perAmpere * currents[k];
      }
      if (variance.length > 0) {
        addVariance(side, point);
      }
    }

    private void addVariance(Side side, OperatingPoint point) {
      double[] slopes = side.solver().sensitivities(read.curve(), point, side.siemens())[0];
      double[] own = new double[variance.length];
      for (int c = 0; c < slopes.length; c++) {
        double reaches = side.significance() * slopes[c] / read.fullScaleVolts();
        own[c % own.length] += reaches * reaches * side.variances()[c];
      }
      double[] inOrder = side.inOrder(own);
      for (int k = 0; k < variance.length; k++) {
        variance[k] += inOrder[k];
      }
    }

    private void write(float[] currents, float[] variances, int at) {
      for (int k = 0; k < mean.length; k++) {
        currents[at + k] = (float) mean[k];
      }
      for (int k = 0; k < variance.length; k++) {
        variances[at + k] = (float) variance[k];
      }
    }
  }

  private void takeOff(Reading reading, float[] x, int at, boolean fromOutputs) {
    int inputs = difference().cols();
    for (int cell = 0; cell < inputs * difference().rows(); cell++) {
      int output = cell / inputs;
      int input = cell % inputs;
      reading.mean[fromOutputs ? input : output] -=
          cells.takenOff(cell) * x[at + (fromOutputs ? output : input)];
    }
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
