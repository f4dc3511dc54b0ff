package dev.mho.emulator.tile;

import dev.mho.device.array.Placement;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.cell.CellArray;
import dev.mho.emulator.energy.EnergyMeter;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.energy.EnergyUse;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;

/**
 * A further line of an array whose cells all stand for a weight of zero. It is read and converted
 * beside the others, at the same time, and what it brings is taken off theirs.
 */
final class UnitColumn implements Stateful {
  private final Placement line;
  private final CellArray cells;
  private final Periphery periphery;
  private final Products products;
  private final Optional<PulseAndVerify> verify;
  private Optional<EnergyMeter> meter = Optional.empty();

  /**
   * Samples the line's devices.
   *
   * @param placement of the array that it belongs to
   * @param stream the layer's own stream
   * @param own the array's own stream
   */
  UnitColumn(
      AnalogTileSpec spec,
      Placement placement,
      NoiseStream stream,
      NoiseStream own,
      Products products) {
    this.line =
        new Placement(
            placement.firstRow(), placement.firstCol(), 1, placement.cols(), placement.layerCols());
    this.cells =
        new CellArray(
            spec.cell(), spec.device(), line, stream.child("unit-column"), products.workers());
    this.periphery =
        new Periphery(
            spec.forward(),
            placement.cols(),
            1,
            false,
            new SampleScales.Running(),
            own.child("unit-column-reads"),
            products);
    this.products = products;
    this.verify = spec.verify();
  }

  @Override
  public void keep(Archive archive) {
    cells.keep(archive.part("cells"));
    periphery.keep(archive.part("reads"));
    meter.ifPresent(m -> m.keep(archive.part("meter")));
  }

  /** Writes the line. */
  void program(double now) {
    float[][] targets = cells.targets(new double[cells.difference().cols()]);
    if (verify.isPresent()) {
      cells.programVerified(verify.get(), targets, now);
    } else {
      cells.program(targets, now);
    }
  }

  /** Counts the line's work from now on. */
  void meter(double now) {
    EnergyMeter counter = new EnergyMeter(cells, line, now);
    periphery.meter(counter);
    meter = Optional.of(counter);
  }

  /** What the line's work takes. */
  EnergyUse energy(EnergyModel model, AnalogTileSpec spec) {
    return meter
        .map(m -> model.use(m.work(), spec.energyArray(line.cols(), 1)))
        .orElse(EnergyUse.NONE);
  }

  long conversions() {
    return periphery.conversions();
  }

  long saturations() {
    return periphery.saturations();
  }

  /**
   * Takes what the line brings off results of forward reads.
   *
   * @param in samples × lines that were driven
   * @param results samples × outputs
   * @param outFactor what each output's current was multiplied with
   */
  void takeOff(Matrix in, Matrix results, float[] outFactor, double now) {
    cells.follow(now);
    meter.ifPresent(m -> m.look(now));
    Matrix unit = periphery.read(in, cells, new float[0], new float[0]);
    results.updateRows(
        products.workers(),
        (b, row) -> {
          double taken = unit.get(b, 0);
          for (int k = 0; k < row.length; k++) {
            row[k] -= outFactor[k] * taken;
          }
        });
  }
}
