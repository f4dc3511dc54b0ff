package dev.mho.emulator;

import dev.mho.device.DeviceModel;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Placement;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import java.util.Optional;

/** An array of which only the parts under test are there; weights within ±1 fit. */
public final class TestArray {
  /** The stream of the layer under test. */
  public static final NoiseStream STREAM = NoiseStream.root(2016).child("layer");

  private DeviceModel device;
  private double weightRange = 1;
  private DifferentialPair.Rest rest = DifferentialPair.Rest.MIDDLE;
  private UnitCell cell;
  private WeightScaling scaling = WeightScaling.NONE;
  private PulseAndVerify verify;
  private ReadPath reads = ReadPath.BARE;
  private Wiring wiring;
  private PulseTrains trains;
  private double readSeconds = 1e-7;
  private double pulseSeconds = 1e-8;

  private TestArray(DeviceModel device) {
    this.device = device;
  }

  public static TestArray of(TestDevice device) {
    return new TestArray(device.model());
  }

  public static TestArray of(DeviceModel device) {
    return new TestArray(device);
  }

  /** Devices without a flaw. */
  public static TestArray plain() {
    return of(TestDevice.plain());
  }

  public TestArray weightRange(double range) {
    weightRange = range;
    return this;
  }

  /** Devices of a zero weight at G_min: a weight within ±1 is stored without rounding. */
  public TestArray restAtMinimum() {
    rest = DifferentialPair.Rest.MINIMUM;
    return this;
  }

  /** Other cells than pairs. */
  public TestArray cell(UnitCell other) {
    cell = other;
    return this;
  }

  public TestArray scaling(WeightScaling other) {
    scaling = other;
    return this;
  }

  public TestArray verify(PulseAndVerify how) {
    verify = how;
    return this;
  }

  public TestArray dac(int bits) {
    reads = reads.with(Optional.of(new Dac(bits)), reads.adc());
    return this;
  }

  public TestArray adc(int bits, double bound) {
    reads = reads.with(reads.dac(), Optional.of(new Adc(bits, bound)));
    return this;
  }

  public TestArray absMax() {
    reads = reads.with(InputScaling.absMax());
    return this;
  }

  public TestArray boundManagement(BoundManagement management) {
    reads = reads.with(management);
    return this;
  }

  /** All that lies between numbers and cells, on both sides. */
  public TestArray reads(ReadPath path) {
    reads = path;
    return this;
  }

  public TestArray wires(Wiring wires) {
    wiring = wires;
    return this;
  }

  public TestArray trains(int length) {
    trains = new StochasticTrains(length);
    return this;
  }

  public TestArray trains(PulseTrains kind) {
    trains = kind;
    return this;
  }

  public TestArray pulseSeconds(double seconds) {
    pulseSeconds = seconds;
    return this;
  }

  public AnalogTileSpec spec() {
    return new AnalogTileSpec(
        device,
        cell == null ? new DifferentialPair(weightRange, rest) : cell,
        scaling,
        Optional.ofNullable(verify),
        reads,
        reads,
        Optional.ofNullable(wiring),
        Optional.ofNullable(trains),
        readSeconds,
        pulseSeconds);
  }

  public AnalogTile tile(Matrix weights, Products products) {
    return tile(spec(), weights, products);
  }

  /** A tile that is a whole layer. */
  public static AnalogTile tile(AnalogTileSpec spec, Matrix weights, Products products) {
    return new AnalogTile(
        spec, weights, Placement.whole(weights.rows(), weights.cols()), STREAM, products);
  }
}
