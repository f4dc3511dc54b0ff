package dev.mho.experiments.circuit;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.CrossbarSolver;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.Drive;
import dev.mho.emulator.circuit.OperatingPoint;
import dev.mho.emulator.circuit.SpiceDeck;
import dev.mho.emulator.circuit.Topology;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.experiments.export.NpyMatrix;
import dev.mho.experiments.spec.CellKeys;
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.experiments.spec.WireKeys;
import dev.mho.experiments.table.NumberTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arrays that hold one block of weights, with their wires.
 *
 * @param origin where they come from, for titles
 * @param arrays conductances (by layer, row-major, inputs × outputs) and circuit of each, which
 *     differ in defects alone: one array of one layer; or plus and minus devices as two arrays, or
 *     as two layers of one
 * @param curve of the devices
 * @param firstInput of the block in its matrix
 * @param matrixInputs inputs of the whole matrix
 */
public record ProgrammedArrays(
    String origin,
    List<SpiceDeck.Array> arrays,
    CellCurve curve,
    int firstInput,
    int matrixInputs) {

  /** Which tile of which matrix of a result directory. */
  public record Place(int layer, String matrix, int tile) {}

  /**
   * Reads a tile from a result directory, as it was when the run ended.
   *
   * @param wires what replaces the wires of the experiment, given those
   * @param supplied whether supply wires are driven and inputs are bits
   * @throws BadInputException if there is no such tile, or no wires
   */
  public static ProgrammedArrays ofResult(
      Path directory, Place place, Function<Optional<WireKeys>, WireKeys> wires, boolean supplied) {
    ExperimentSpec spec = ExperimentFile.read(directory.resolve("experiment.yaml"));
    HardwareSpec hardware =
        spec.hardware()
            .orElseThrow(
                () -> new BadInputException(directory + ": has no hardware, hence no arrays"));
    if (hardware.cell().kind() != CellKeys.Kind.DIFFERENTIAL) {
      throw new BadInputException(
          directory + ": its cells are not differential pairs; export its arrays as tables");
    }
    String stem = "conductances/layer" + place.layer() + "-" + place.matrix();
    Matrix plus = NpyMatrix.read(directory.resolve(stem + "-plus.npy"));
    Matrix minus = NpyMatrix.read(directory.resolve(stem + "-minus.npy"));
    minus.requireShape(plus.rows(), plus.cols());
    int mostInputs = hardware.tile().rows();
    int mostOutputs = hardware.tile().cols();
    int across = (plus.cols() + mostInputs - 1) / mostInputs;
    int tiles = across * ((plus.rows() + mostOutputs - 1) / mostOutputs);
    if (place.tile() < 0 || place.tile() >= tiles) {
      throw BadInputException.at(
          "tile of " + directory.resolve(stem), "" + place.tile(), "0 to " + (tiles - 1));
    }
    int firstOutput = place.tile() / across * mostOutputs;
    int firstInput = place.tile() % across * mostInputs;
    int lastOutput = Math.min(plus.rows(), firstOutput + mostOutputs);
    int lastInput = Math.min(plus.cols(), firstInput + mostInputs);
    String origin =
        String.format(
            "%s, layer %d %s, tile %d: outputs %d to %d, inputs %d to %d, device %s",
            spec.name(),
            place.layer(),
            place.matrix(),
            place.tile(),
            firstOutput,
            lastOutput - 1,
            firstInput,
            lastInput - 1,
            hardware.device());
    WireKeys keys = wires.apply(hardware.wires());
    int circuits = keys.topology() == Topology.SEPARATE ? 2 : 1;
    Path broken = directory.resolve(stem + "-defects.json");
    List<Defects> defects = DefectFile.read(broken, place.tile(), circuits);
    if (supplied && Files.exists(broken)) {
      throw new BadInputException(broken + ": its lines are rows; supplies run along columns");
    }
    return of(
        origin,
        keys,
        supplied,
        List.of(
            plus.rows(firstOutput, lastOutput).columns(firstInput, lastInput).transposed(),
            minus.rows(firstOutput, lastOutput).columns(firstInput, lastInput).transposed()),
        defects,
        firstInput,
        plus.cols());
  }

  /**
   * Reads conductances in siemens, one row of the array a line.
   *
   * @param minus devices that subtract; empty for an array on its own
   * @param supplied whether supply wires are driven and inputs are bits
   */
  public static ProgrammedArrays ofTables(
      Path plus, Optional<Path> minus, WireKeys wires, boolean supplied) {
    List<Matrix> tables = new ArrayList<>();
    tables.add(Matrix.of(NumberTable.read(plus)));
    if (minus.isPresent()) {
      Matrix table = Matrix.of(NumberTable.read(minus.get()));
      Matrix first = tables.get(0);
      if (table.rows() != first.rows() || table.cols() != first.cols()) {
        throw BadInputException.at(
            minus.get().toString(),
            table.rows() + " x " + table.cols() + " numbers",
            first.rows() + " x " + first.cols() + ", as in " + plus);
      }
      tables.add(table);
    }
    return of(
        plus.getFileName().toString(),
        wires,
        supplied,
        tables,
        Collections.nCopies(tables.size(), Defects.NONE),
        0,
        tables.get(0).rows());
  }

  private static ProgrammedArrays of(
      String origin,
      WireKeys wires,
      boolean supplied,
      List<Matrix> tables,
      List<Defects> defects,
      int firstInput,
      int matrixInputs) {
    boolean interleaved = wires.topology() == Topology.INTERLEAVED;
    if (interleaved && tables.size() == 1) {
      throw new BadInputException("interleaved pairs need conductances of the minus devices");
    }
    List<double[]> layers = tables.stream().map(Matrix::toArray).toList();
    List<SpiceDeck.Array> arrays = new ArrayList<>();
    for (int a = 0; a < (interleaved ? 1 : layers.size()); a++) {
      CrossbarCircuit circuit =
          new CrossbarCircuit(
              tables.get(0).rows(),
              tables.get(0).cols(),
              wires.resistance(),
              supplied ? wires.topology().onSupplies() : wires.topology(),
              defects.get(a));
      double[][] siemens =
          interleaved ? layers.toArray(double[][]::new) : new double[][] {layers.get(a)};
      arrays.add(new SpiceDeck.Array(circuit, siemens));
    }
    CellCurve curve = wires.curve().map(WireKeys.CurveKeys::curve).orElse(new CellCurve.Ohmic());
    return new ProgrammedArrays(origin, List.copyOf(arrays), curve, firstInput, matrixInputs);
  }

  /** Geometry and wires of each array; their defects may differ. */
  public CrossbarCircuit circuit() {
    return arrays.get(0).circuit();
  }

  /** How many arrays there are. */
  public int count() {
    return arrays.size();
  }

  /** Devices of an array by layer, row-major, in siemens. */
  public double[][] siemens(int array) {
    return arrays.get(array).siemens();
  }

  /** Solves one of the arrays. */
  public OperatingPoint solve(int array, Drive drive) {
    return new CrossbarSolver(arrays.get(array).circuit(), Workers.single())
        .solve(curve, drive, siemens(array));
  }

  /**
   * One sample of a table: a number for each row of the array, or for each input of the matrix that
   * it is a block of.
   *
   * @param supply voltage of the supply wires, the numbers being bits; empty: they are voltages
   */
  public Drive drive(Path table, int sample, Optional<Double> supply) {
    double[] row = row(table, sample);
    if (supply.isEmpty()) {
      return new Drive.Rows(row);
    }
    boolean[] open = new boolean[row.length];
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0 && row[i] != 1) {
        throw BadInputException.at(
            table + ": sample " + sample, Double.toString(row[i]), "0 or 1 with --supply-volts");
      }
      open[i] = row[i] == 1;
    }
    return new Drive.Supply(supply.get(), open);
  }

  private double[] row(Path table, int sample) {
    double[][] samples = NumberTable.read(table);
    if (sample < 0 || sample >= samples.length) {
      throw BadInputException.at(
          "sample of " + table, Integer.toString(sample), "0 to " + (samples.length - 1));
    }
    double[] row = samples[sample];
    int rows = circuit().rows();
    if (row.length != rows && row.length != matrixInputs) {
      throw BadInputException.at(
          table.toString(),
          row.length + " voltages a line",
          rows
              + ", the rows of the array"
              + (matrixInputs == rows ? "" : ", or " + matrixInputs + ", all inputs"));
    }
    int from = row.length == rows ? 0 : firstInput;
    return Arrays.copyOfRange(row, from, from + rows);
  }

  /** What each array is called. */
  public String label(int array) {
    if (count() == 2) {
      return array == 0 ? "plus devices" : "minus devices";
    }
    return circuit().topology().layers() == 2 ? "pairs" : "array";
  }

  /** What the devices of one layer of an array are called. */
  public String label(int array, int layer) {
    if (circuit().topology().layers() == 2) {
      return layer == 0 ? "plus devices" : "minus devices";
    }
    return label(array);
  }

  /** The deck for ngspice. */
  public String deck(String tool, Drive drive) {
    List<String> title = new ArrayList<>();
    title.add(origin);
    title.add("written by " + tool);
    for (int a = 0; a < count(); a++) {
      title.add("array a" + a + ": " + label(a));
    }
    return SpiceDeck.of(title, arrays, curve, drive);
  }
}
