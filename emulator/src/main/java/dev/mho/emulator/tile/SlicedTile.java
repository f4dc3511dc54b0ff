package dev.mho.emulator.tile;

import dev.mho.device.format.BadInputException;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.cell.BitSlices;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.converter.InputDigits;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Weights in {@linkplain BitSlices bit slices}, one {@link TileGrid} a slice, whose reads are
 * shifted and added digitally after each array's ADC; inputs may come in {@linkplain InputDigits
 * digits} as well. The slices are read side by side, the digits one after the other.
 *
 * <p>A fitted weight range is that of the whole matrix, or of each output.
 *
 * <p>For inference: a pulse on a device of one slice carries to no other, so there are no updates.
 */
public final class SlicedTile implements Tile {
  private final BitSlices slices;
  private final Optional<InputDigits> digits;
  private final double weightRange;
  private final WeightScaling scaling;
  private final boolean scalesInputs;
  private final Products products;
  private final List<TileGrid> grids = new ArrayList<>();
  private final double[] outputScale;
  private long clippedWeights;

  /**
   * Cuts the weights into slices and each slice into arrays, and programs them.
   *
   * @param array what each array is made of; its cell is replaced by that of the slice, and of
   *     inputs in digits its input converter and scaling are left to the digits
   * @param slices how weights are cut
   * @param digits how inputs are cut; empty: the array's DAC converts them whole
   * @param weights outputs × inputs
   * @param mostInputs rows of an array, ≥ 1
   * @param mostOutputs columns of an array, ≥ 1
   * @param stream the layer's own stream
   * @throws BadInputException if digits do not lie on the device's levels
   */
  public SlicedTile(
      AnalogTileSpec array,
      BitSlices slices,
      Optional<InputDigits> digits,
      Matrix weights,
      int mostInputs,
      int mostOutputs,
      NoiseStream stream,
      Products products) {
    array.device().conductance().levels().ifPresent(slices::requireLevels);
    this.slices = slices;
    this.digits = digits;
    this.weightRange = array.cell().weightRange();
    this.scaling = array.scaling();
    this.scalesInputs = array.forward().scaling() instanceof InputScaling.AbsMax;
    if (digits.isPresent()) {
      requireSimple(array.forward().scaling());
    }
    this.products = products;
    this.outputScale = new double[weights.rows()];
    Arrays.fill(outputScale, 1);
    int[][] whole = whole(weights);
    for (int i = 0; i < slices.slices(); i++) {
      AnalogTileSpec own = array.with(slices.cell(i));
      grids.add(
          new TileGrid(
              digits.isPresent() ? own.withoutInputConverter() : own,
              slice(i, whole),
              mostInputs,
              mostOutputs,
              stream.child("slice").child(i),
              products));
    }
  }

  private static void requireSimple(InputScaling scaling) {
    boolean plain = scaling instanceof InputScaling.None;
    boolean absMax = scaling instanceof InputScaling.AbsMax largest && largest.cap().isEmpty();
    if (!plain && !absMax) {
      throw new BadInputException(
          "inputs in digits are scaled by abs-max without a cap, or not at all");
    }
  }

  @Override
  public void keep(Archive archive) {
    archive.all("slice", grids);
    archive.doubles("output scale", outputScale);
    clippedWeights = archive.value("clipped weights", clippedWeights);
  }

  /** The arrays of each slice, the least significant first. */
  public List<TileGrid> grids() {
    return List.copyOf(grids);
  }

  /** Weight of one siemens in a slice, laid out as {@link TileGrid#weightPerSiemens}. */
  public Matrix weightPerSiemens(int slice) {
    Matrix scales = grids.get(slice).weightPerSiemens();
    scales.scaleRows(products.workers(), worth(slice));
    return scales;
  }

  /** The whole numbers of weights, and the scale that they are to be read with. */
  private int[][] whole(Matrix weights) {
    if (scaling.isFitted()) {
      UnitCell symmetric = new DifferentialPair(weightRange, DifferentialPair.Rest.MINIMUM);
      System.arraycopy(scaling.scales(symmetric, weights), 0, outputScale, 0, outputs());
    }
    int[][] whole = new int[weights.rows()][weights.cols()];
    for (int k = 0; k < whole.length; k++) {
      double[] row = weights.row(k);
      for (int j = 0; j < row.length; j++) {
        double ofRange = row[j] / (weightRange * outputScale[k]);
        if (!Double.isFinite(ofRange)) {
          throw new BadInputException(
              "weight (" + k + ", " + j + ") to be programmed is " + row[j]);
        }
        clippedWeights += Math.abs(ofRange) > 1 + 1e-12 ? 1 : 0;
        whole[k][j] = slices.whole(ofRange);
      }
    }
    return whole;
  }

  private Matrix slice(int slice, int[][] whole) {
    Matrix digit = Matrix.zeros(whole.length, whole[0].length, Precision.FLOAT64);
    for (int k = 0; k < whole.length; k++) {
      for (int j = 0; j < whole[k].length; j++) {
        digit.set(k, j, slices.digit(slice, whole[k][j]));
      }
    }
    return digit;
  }

  /** What one unit of a slice's digits is worth in the weights of each output. */
  private double[] worth(int slice) {
    double[] worth = new double[outputScale.length];
    double ofRange = slices.significance(slice) / slices.largest();
    Arrays.setAll(worth, k -> weightRange * outputScale[k] * ofRange);
    return worth;
  }

  @Override
  public int inputs() {
    return grids.get(0).inputs();
  }

  @Override
  public int outputs() {
    return outputScale.length;
  }

  @Override
  public Matrix forward(Matrix x) {
    Matrix sum = Matrix.zeros(x.rows(), outputs(), Precision.FLOAT64);
    for (int i = 0; i < grids.size(); i++) {
      Matrix y = read(i, x, false);
      y.scaleColumns(products.workers(), worth(i));
      sum.add(products.workers(), y);
    }
    return sum.as(x.precision());
  }

  @Override
  public Matrix backward(Matrix d) {
    Matrix sum = Matrix.zeros(d.rows(), inputs(), Precision.FLOAT64);
    Matrix scaled = d.copy();
    scaled.scaleColumns(products.workers(), outputScale);
    for (int i = 0; i < grids.size(); i++) {
      Matrix e = read(i, scaled, true);
      double[] worth = new double[inputs()];
      Arrays.fill(worth, weightRange * slices.significance(i) / slices.largest());
      e.scaleColumns(products.workers(), worth);
      sum.add(products.workers(), e);
    }
    return sum.as(d.precision());
  }

  /** Reads one slice, digit by digit if inputs have any; in digits of its weights. */
  private Matrix read(int slice, Matrix in, boolean fromOutputs) {
    TileGrid grid = grids.get(slice);
    if (digits.isEmpty()) {
      Matrix out = fromOutputs ? grid.backward(in) : grid.forward(in);
      return out.as(Precision.FLOAT64);
    }
    double[] scale = new double[in.rows()];
    Arrays.setAll(scale, b -> scalesInputs && in.largest(b) > 0 ? in.largest(b) : 1);
    int lines = fromOutputs ? inputs() : outputs();
    Matrix sum = Matrix.zeros(in.rows(), lines, Precision.FLOAT64);
    for (int k = 0; k < digits.get().digits(); k++) {
      Matrix line = line(in, scale, k);
      Matrix out = fromOutputs ? grid.backward(line) : grid.forward(line);
      double[] counts = new double[lines];
      Arrays.fill(counts, digits.get().significance(k));
      Matrix exact = out.as(Precision.FLOAT64);
      exact.scaleColumns(products.workers(), counts);
      sum.add(products.workers(), exact);
    }
    sum.scaleRows(products.workers(), scale);
    return sum;
  }

  /** What drives the lines for digit k of every input. */
  private Matrix line(Matrix in, double[] scale, int k) {
    Matrix line = in.copy();
    line.updateRows(
        products.workers(),
        (b, row) -> {
          for (int j = 0; j < row.length; j++) {
            row[j] = digits.get().line(row[j] / scale[b], k);
          }
        });
    return line;
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    throw new BadInputException(
        "weights in bit slices serve inference: pulses cannot carry from slice to slice");
  }

  @Override
  public void scaleOutputs(double[] factor) {
    for (int k = 0; k < outputScale.length; k++) {
      outputScale[k] *= factor[k];
    }
  }

  @Override
  public void program(Matrix weights) {
    weights.requireShape(outputs(), inputs());
    int[][] whole = whole(weights);
    for (int i = 0; i < grids.size(); i++) {
      grids.get(i).program(slice(i, whole));
    }
  }

  @Override
  public Matrix weights() {
    Matrix sum = Matrix.zeros(outputs(), inputs(), Precision.FLOAT64);
    for (int i = 0; i < grids.size(); i++) {
      Matrix digit = grids.get(i).weights();
      digit.scaleRows(products.workers(), worth(i));
      sum.add(products.workers(), digit);
    }
    return sum;
  }

  @Override
  public void idle(double seconds) {
    grids.forEach(grid -> grid.idle(seconds));
  }

  @Override
  public TileActivity activity() {
    TileActivity own = new TileActivity(0, 0, 0, 0, clippedWeights, 0, 0, 0, 0, ChangeTally.NONE);
    return grids.stream().map(TileGrid::activity).reduce(own, TileActivity::and);
  }
}
