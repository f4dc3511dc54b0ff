package dev.mho.experiments.circuit;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.circuit.CellCurve;
import dev.mho.emulator.circuit.CrossbarCircuit;
import dev.mho.emulator.circuit.Defects;
import dev.mho.emulator.circuit.Drive;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The arrays that hold one block of weights, with their wires.
 *
 * @param origin where they come from, for titles
 * @param circuit geometry and wires of each
 * @param siemens conductances of each array, by layer, row-major (inputs × outputs): one array of
 *     one layer; or plus and minus devices as two arrays, or as two layers of one
 * @param firstInput of the block in its matrix
 * @param matrixInputs inputs of the whole matrix
 */
public record ProgrammedArrays(
    String origin,
    CrossbarCircuit circuit,
    List<double[][]> siemens,
    int firstInput,
    int matrixInputs) {

  /** Which tile of which matrix of a result directory. */
  public record Place(int layer, String matrix, int tile) {}

  /**
   * Reads a tile from a result directory, as it was when the run ended.
   *
   * @param wires what replaces the wires of the experiment, given those
   * @throws BadInputException if there is no such tile, or no wires
   */
  public static ProgrammedArrays ofResult(
      Path directory, Place place, Function<Optional<WireKeys>, WireKeys> wires) {
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
    return of(
        origin,
        wires.apply(hardware.wires()),
        List.of(
            plus.rows(firstOutput, lastOutput).columns(firstInput, lastInput).transposed(),
            minus.rows(firstOutput, lastOutput).columns(firstInput, lastInput).transposed()),
        firstInput,
        plus.cols());
  }

  /**
   * Reads conductances in siemens, one row of the array a line.
   *
   * @param minus devices that subtract; empty for an array on its own
   */
  public static ProgrammedArrays ofTables(Path plus, Optional<Path> minus, WireKeys wires) {
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
    return of(plus.getFileName().toString(), wires, tables, 0, tables.get(0).rows());
  }

  private static ProgrammedArrays of(
      String origin, WireKeys wires, List<Matrix> tables, int firstInput, int matrixInputs) {
    boolean interleaved = wires.topology() == Topology.INTERLEAVED;
    if (interleaved && tables.size() == 1) {
      throw new BadInputException("interleaved pairs need conductances of the minus devices");
    }
    CrossbarCircuit circuit =
        new CrossbarCircuit(
            tables.get(0).rows(),
            tables.get(0).cols(),
            wires.resistance(),
            wires.topology(),
            Defects.NONE);
    List<double[]> layers = tables.stream().map(Matrix::toArray).toList();
    List<double[][]> arrays =
        interleaved
            ? List.<double[][]>of(layers.toArray(double[][]::new))
            : layers.stream().map(layer -> new double[][] {layer}).toList();
    return new ProgrammedArrays(origin, circuit, arrays, firstInput, matrixInputs);
  }

  /**
   * Voltages of the rows, one sample of a table: a number for each row of the array, or for each
   * input of the matrix that it is a block of.
   */
  public double[] volts(Path table, int sample) {
    double[][] samples = NumberTable.read(table);
    if (sample < 0 || sample >= samples.length) {
      throw BadInputException.at(
          "sample of " + table, Integer.toString(sample), "0 to " + (samples.length - 1));
    }
    double[] row = samples[sample];
    if (row.length != circuit.rows() && row.length != matrixInputs) {
      throw BadInputException.at(
          table.toString(),
          row.length + " voltages a line",
          circuit.rows()
              + ", the rows of the array"
              + (matrixInputs == circuit.rows() ? "" : ", or " + matrixInputs + ", all inputs"));
    }
    int from = row.length == circuit.rows() ? 0 : firstInput;
    return Arrays.copyOfRange(row, from, from + circuit.rows());
  }

  /** What each array is called. */
  public String label(int array) {
    if (siemens.size() == 2) {
      return array == 0 ? "plus devices" : "minus devices";
    }
    return circuit.topology() == Topology.INTERLEAVED ? "pairs" : "array";
  }

  /** The deck for ngspice. */
  public String deck(String tool, double[] volts) {
    List<String> title = new ArrayList<>();
    title.add(origin);
    title.add("written by " + tool);
    for (int a = 0; a < siemens.size(); a++) {
      title.add("array a" + a + ": " + label(a));
    }
    List<SpiceDeck.Array> arrays =
        siemens.stream().map(layers -> new SpiceDeck.Array(circuit, layers)).toList();
    return SpiceDeck.of(title, arrays, new CellCurve.Ohmic(), new Drive.Rows(volts));
  }
}
