package dev.mho.emulator.tile;

import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.emulator.cell.RangeUse;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.converter.RangeFinder;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.energy.EnergyUse;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A large weight matrix over several arrays of at most {@code mostInputs} rows and {@code
 * mostOutputs} columns; the last ones are smaller, so no unused cell exists. Each array has its own
 * converters; partial sums are added digitally after each array's ADC, so a quantised result may
 * differ from that of one large array. Arrays work side by side, each on a clock of its own: trains
 * are planned by an array's own lines and may end at different times.
 */
public final class TileGrid implements Tile {
  private final int inputs;
  private final int outputs;
  private final List<AnalogTile> tiles = new ArrayList<>();

  /**
   * Cuts the weights into arrays and programs them.
   *
   * @param spec what each array is made of
   * @param weights outputs × inputs
   * @param mostInputs rows of an array, ≥ 1
   * @param mostOutputs columns of an array, ≥ 1
   * @param stream the layer's own stream
   */
  public TileGrid(
      AnalogTileSpec spec,
      Matrix weights,
      int mostInputs,
      int mostOutputs,
      NoiseStream stream,
      Products products) {
    this.inputs = weights.cols();
    this.outputs = weights.rows();
    for (int output = 0; output < outputs; output += mostOutputs) {
      int lastOutput = Math.min(outputs, output + mostOutputs);
      for (int input = 0; input < inputs; input += mostInputs) {
        int lastInput = Math.min(inputs, input + mostInputs);
        Placement placement =
            new Placement(output, input, lastOutput - output, lastInput - input, inputs);
        Matrix part = weights.rows(output, lastOutput).columns(input, lastInput);
        tiles.add(new AnalogTile(spec, part, placement, stream, products));
      }
    }
  }

  @Override
  public void keep(Archive archive) {
    archive.all("array", tiles);
  }

  /** The arrays, one row of the grid (the same outputs) after the other. */
  public List<AnalogTile> tiles() {
    return List.copyOf(tiles);
  }

  /** The devices of a cell, by index. */
  public List<Role> roles() {
    return tiles.get(0).roles();
  }

  /** What the arrays' work takes, side by side. */
  public EnergyUse energy(EnergyModel model) {
    return tiles.stream().map(t -> t.energy(model)).reduce(EnergyUse.NONE, EnergyUse::beside);
  }

  /** How the weights that were last programmed use the cells' range. */
  public RangeUse rangeUse() {
    return tiles.stream().map(AnalogTile::rangeUse).reduce(RangeUse.NONE, RangeUse::and);
  }

  /**
   * Where a weight sits.
   *
   * @param tile number of its array in {@link #tiles}
   * @param output column of that array
   * @param input row of that array
   */
  public record Place(int tile, int output, int input) {}

  /** The array and the local indices of a weight given by its indices in the layer. */
  public Place place(int output, int input) {
    for (int t = 0; t < tiles.size(); t++) {
      AnalogTile tile = tiles.get(t);
      int localOutput = output - firstOutput(tile);
      int localInput = input - firstInput(tile);
      if (localOutput >= 0
          && localOutput < tile.outputs()
          && localInput >= 0
          && localInput < tile.inputs()) {
        return new Place(t, localOutput, localInput);
      }
    }
    throw new IndexOutOfBoundsException(
        "weight (" + output + ", " + input + ") of " + outputs + " x " + inputs);
  }

  /**
   * Weight of one siemens for each output in each array along the inputs: outputs × arrays, in the
   * order of their inputs.
   */
  public Matrix weightPerSiemens() {
    long across = tiles.stream().filter(t -> firstOutput(t) == 0).count();
    Matrix scales = Matrix.zeros(outputs, (int) across, Precision.FLOAT64);
    for (int t = 0; t < tiles.size(); t++) {
      AnalogTile tile = tiles.get(t);
      for (int k = 0; k < tile.outputs(); k++) {
        double span = tile.spec().device().conductance().span();
        scales.set(firstOutput(tile) + k, (int) (t % across), tile.weightScale(k) / span);
      }
    }
    return scales;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public Matrix forward(Matrix x) {
    Matrix sum = Matrix.zeros(x.rows(), outputs, x.precision());
    for (AnalogTile tile : tiles) {
      sum.addBlock(0, firstOutput(tile), tile.forward(inputsOf(tile, x)));
    }
    return sum;
  }

  @Override
  public Matrix backward(Matrix d) {
    Matrix sum = Matrix.zeros(d.rows(), inputs, d.precision());
    for (AnalogTile tile : tiles) {
      sum.addBlock(0, firstInput(tile), tile.backward(outputsOf(tile, d)));
    }
    return sum;
  }

  @Override
  public void update(Matrix x, Matrix d, double rate) {
    for (AnalogTile tile : tiles) {
      tile.update(inputsOf(tile, x), outputsOf(tile, d), rate);
    }
  }

  @Override
  public void scaleOutputs(double[] factor) {
    for (AnalogTile tile : tiles) {
      double[] own = new double[tile.outputs()];
      System.arraycopy(factor, firstOutput(tile), own, 0, own.length);
      tile.scaleOutputs(own);
    }
  }

  @Override
  public void program(Matrix weights) {
    weights.requireShape(outputs, inputs);
    for (AnalogTile tile : tiles) {
      int first = firstOutput(tile);
      tile.program(inputsOf(tile, weights.rows(first, first + tile.outputs())));
    }
  }

  @Override
  public Matrix weights() {
    Matrix weights = Matrix.zeros(outputs, inputs, Precision.FLOAT64);
    for (AnalogTile tile : tiles) {
      weights.addBlock(firstOutput(tile), firstInput(tile), tile.weights());
    }
    return weights;
  }

  /** Conductance in siemens of every device of one role, outputs × inputs, without read noise. */
  public Matrix siemens(Role role) {
    Matrix siemens = Matrix.zeros(outputs, inputs, Precision.FLOAT64);
    for (AnalogTile tile : tiles) {
      siemens.addBlock(firstOutput(tile), firstInput(tile), tile.siemens(role));
    }
    return siemens;
  }

  /** From now on shows the currents of forward reads to a finder instead of converting them. */
  public void showCurrents(RangeFinder to) {
    tiles.forEach(tile -> tile.showCurrents(to));
  }

  /** From now on converts the currents of forward reads within ±bound, or as before if empty. */
  public void convertWithin(OptionalDouble bound) {
    tiles.forEach(tile -> tile.convertWithin(bound));
  }

  @Override
  public void idle(double seconds) {
    tiles.forEach(tile -> tile.idle(seconds));
  }

  @Override
  public TileActivity activity() {
    return tiles.stream().map(AnalogTile::activity).reduce(TileActivity.NONE, TileActivity::and);
  }

  private static int firstInput(AnalogTile tile) {
    return tile.placement().firstCol();
  }

  private static int firstOutput(AnalogTile tile) {
    return tile.placement().firstRow();
  }

  /** The columns of a batch of inputs that go to one array. */
  public static Matrix inputsOf(AnalogTile tile, Matrix batch) {
    return batch.columns(firstInput(tile), firstInput(tile) + tile.inputs());
  }

  /** The columns of a batch of errors that go to one array. */
  public static Matrix outputsOf(AnalogTile tile, Matrix batch) {
    return batch.columns(firstOutput(tile), firstOutput(tile) + tile.outputs());
  }
}
