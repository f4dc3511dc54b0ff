package dev.mho.experiments.circuit;

import dev.mho.device.array.Workers;
import dev.mho.device.format.BadInputException;
import dev.mho.emulator.cell.Role;
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
import dev.mho.experiments.spec.ExperimentFile;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.experiments.spec.HardwareSpec.TileSize;
import dev.mho.experiments.spec.InferenceSpec;
import dev.mho.experiments.spec.WireKeys;
import dev.mho.experiments.table.NumberTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arrays that hold one block of weights, with their wires.
 *
 * @param origin where they come from, for titles
 * @param arrays at least one; their circuits differ in defects alone
 * @param curve of the devices
 * @param firstInput of the block in its matrix
 * @param matrixInputs inputs of the whole matrix
 */
public record ProgrammedArrays(
    String origin, List<Part> arrays, CellCurve curve, int firstInput, int matrixInputs) {
  private static final String PLUS = "plus devices";
  private static final String MINUS = "minus devices";

  /**
   * One array.
   *
   * @param label what its devices are called; {@code pairs} of two layers
   * @param significance by which its currents count
   * @param array circuit and conductances (by layer, row-major, inputs × outputs)
   */
  public record Part(String label, double significance, SpiceDeck.Array array) {}

  /** Conductances of devices on lines of their own, inputs × outputs. */
  private record Table(String label, double significance, Matrix siemens) {}

  /** Which tile of which matrix of a result directory. */
  public record Place(int layer, String matrix, int tile) {
    private String stem() {
      return "conductances/layer" + layer + "-" + matrix;
    }
  }

  /**
   * Reads a tile from a result directory, as it was when the run ended.
   *
   * @param wires what replaces the wires of the experiment, given those
   * @param supplied whether supply wires are driven and inputs are bits
   * @throws BadInputException if there is no such tile, or no wires
   */
  public static ProgrammedArrays ofResult(
      Path directory, Place place, Function<Optional<WireKeys>, WireKeys> wires, boolean supplied) {
    Path inference = directory.resolve("inference.yaml");
    ExperimentSpec spec =
        Files.exists(inference)
            ? InferenceSpec.read(inference).experiment()
            : ExperimentFile.read(directory.resolve("experiment.yaml"));
    HardwareSpec hardware =
        spec.hardware()
            .orElseThrow(
                () -> new BadInputException(directory + ": has no hardware, hence no arrays"));
    List<Role> roles = hardware.cell().roles();
    Matrix first = read(directory, place, roles.get(0));
    Block block = Block.of(first, hardware.tile(), place.tile(), directory.resolve(place.stem()));
    List<Table> tables = new ArrayList<>();
    for (Role role : roles) {
      Matrix siemens = read(directory, place, role);
      siemens.requireShape(first.rows(), first.cols());
      tables.add(new Table(label(role), role.significance(), block.of(siemens).transposed()));
    }
    WireKeys keys = wires.apply(hardware.wires());
    Path broken = directory.resolve(place.stem() + "-defects.json");
    if (supplied && Files.exists(broken)) {
      throw new BadInputException(broken + ": its lines are rows; supplies run along columns");
    }
    int circuits = keys.topology() == Topology.SEPARATE ? tables.size() : 1;
    return of(
        String.format(
            "%s, layer %d %s, tile %d: outputs %d to %d, inputs %d to %d, device %s",
            spec.name(),
            place.layer(),
            place.matrix(),
            place.tile(),
            block.firstOutput,
            block.lastOutput - 1,
            block.firstInput,
            block.lastInput - 1,
            hardware.device()),
        keys,
        supplied,
        tables,
        DefectFile.read(broken, place.tile(), circuits),
        block.firstInput,
        first.cols());
  }

  private static Matrix read(Path directory, Place place, Role role) {
    Path file = directory.resolve(place.stem() + "-" + role.label() + ".npy");
    if (!Files.exists(file)) {
      throw BadInputException.at(
          "matrix of " + directory,
          "layer " + place.layer() + " " + place.matrix(),
          named(directory, role));
    }
    return NpyMatrix.read(file);
  }

  /** The matrices that a result has devices of. */
  private static String named(Path directory, Role role) {
    String end = "-" + role.label() + ".npy";
    try (Stream<Path> files = Files.list(directory.resolve("conductances"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("layer") && name.endsWith(end))
          .map(name -> name.substring("layer".length(), name.length() - end.length()))
          .sorted()
          .map(name -> "layer " + name.replaceFirst("-", " "))
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      throw new BadInputException(directory + ": has no conductances, hence no arrays");
    }
  }

  private static String label(Role role) {
    return role.label().startsWith("device")
        ? role.label().replaceFirst("device", "devices")
        : role.label() + " devices";
  }

  /** The part of a matrix that sits in one tile; ends are exclusive. */
  private record Block(int firstOutput, int lastOutput, int firstInput, int lastInput) {

    private static Block of(Matrix matrix, TileSize most, int tile, Path name) {
      int across = (matrix.cols() + most.rows() - 1) / most.rows();
      int tiles = across * ((matrix.rows() + most.cols() - 1) / most.cols());
      if (tile < 0 || tile >= tiles) {
        throw BadInputException.at("tile of " + name, "" + tile, "0 to " + (tiles - 1));
      }
      int firstOutput = tile / across * most.cols();
      int firstInput = tile % across * most.rows();
      return new Block(
          firstOutput,
          Math.min(matrix.rows(), firstOutput + most.cols()),
          firstInput,
          Math.min(matrix.cols(), firstInput + most.rows()));
    }

    private Matrix of(Matrix matrix) {
      return matrix.rows(firstOutput, lastOutput).columns(firstInput, lastInput);
    }
  }

  /**
   * Reads conductances in siemens, one row of the array a line.
   *
   * @param minus devices that subtract; empty for an array on its own
   * @param supplied whether supply wires are driven and inputs are bits
   */
  public static ProgrammedArrays ofTables(
      Path plus, Optional<Path> minus, WireKeys wires, boolean supplied) {
    Matrix first = Matrix.of(NumberTable.read(plus));
    List<Table> tables = new ArrayList<>();
    tables.add(new Table(minus.isPresent() ? PLUS : "array", 1, first));
    if (minus.isPresent()) {
      Matrix table = Matrix.of(NumberTable.read(minus.get()));
      if (table.rows() != first.rows() || table.cols() != first.cols()) {
        throw BadInputException.at(
            minus.get().toString(),
            table.rows() + " x " + table.cols() + " numbers",
            first.rows() + " x " + first.cols() + ", as in " + plus);
      }
      tables.add(new Table(MINUS, -1, table));
    }
    return of(
        plus.getFileName().toString(),
        wires,
        supplied,
        tables,
        Collections.nCopies(tables.size(), Defects.NONE),
        0,
        first.rows());
  }

  private static ProgrammedArrays of(
      String origin,
      WireKeys wires,
      boolean supplied,
      List<Table> tables,
      List<Defects> defects,
      int firstInput,
      int matrixInputs) {
    boolean interleaved = wires.topology() == Topology.INTERLEAVED;
    if (interleaved && !tables.stream().map(Table::label).toList().equals(List.of(PLUS, MINUS))) {
      throw new BadInputException(
          "interleaved pairs need conductances of plus and of minus devices, and no others");
    }
    List<Part> parts = new ArrayList<>();
    for (int a = 0; a < (interleaved ? 1 : tables.size()); a++) {
      Table table = tables.get(a);
      CrossbarCircuit circuit =
          new CrossbarCircuit(
              table.siemens().rows(),
              table.siemens().cols(),
              wires.resistance(),
              supplied ? wires.topology().onSupplies() : wires.topology(),
              defects.get(a));
      double[][] siemens =
          (interleaved ? tables.stream() : Stream.of(table))
              .map(layer -> layer.siemens().toArray())
              .toArray(double[][]::new);
      parts.add(
          new Part(
              interleaved ? "pairs" : table.label(),
              table.significance(),
              new SpiceDeck.Array(circuit, siemens)));
    }
    CellCurve curve = wires.curve().map(WireKeys.CurveKeys::curve).orElse(new CellCurve.Ohmic());
    return new ProgrammedArrays(origin, List.copyOf(parts), curve, firstInput, matrixInputs);
  }

  /** Geometry and wires of each array; their defects may differ. */
  public CrossbarCircuit circuit() {
    return arrays.get(0).array().circuit();
  }

  /** How many arrays there are. */
  public int count() {
    return arrays.size();
  }

  /** Devices of an array by layer, row-major, in siemens. */
  public double[][] siemens(int array) {
    return arrays.get(array).array().siemens();
  }

  /** By which the currents of an array count. */
  public double significance(int array) {
    return arrays.get(array).significance();
  }

  /** Solves one of the arrays. */
  public OperatingPoint solve(int array, Drive drive) {
    return new CrossbarSolver(arrays.get(array).array().circuit(), Workers.single())
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

  /** A line about each array in which something is broken. */
  public List<String> broken() {
    return arrays.stream()
        .filter(part -> !part.array().circuit().defects().areNone())
        .map(
            part -> {
              Defects defects = part.array().circuit().defects();
              return String.format(
                  "broken, %s: %d lines cut, %d cells shorted",
                  part.label(), defects.breaks().size(), defects.shorts().size());
            })
        .toList();
  }

  /** What the devices of an array are called. */
  public String label(int array) {
    return arrays.get(array).label();
  }

  /** What the devices of one layer of an array are called. */
  public String label(int array, int layer) {
    if (circuit().topology().layers() == 2) {
      return layer == 0 ? PLUS : MINUS;
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
    return SpiceDeck.of(title, arrays.stream().map(Part::array).toList(), curve, drive);
  }
}
