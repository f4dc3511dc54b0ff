package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.PulseTable;
import dev.mho.device.PulseTable.Pulse;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.cell.SingleDevice;
import dev.mho.emulator.cell.SingleDevice.Against;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.energy.EnergyUse;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Products;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The energy of a tile's work against sums over its devices. */
class MeteredTileTest {
  private static final Products PRODUCTS = new Products(Workers.single());
  private static final PulseTable TABLE =
      new PulseTable(new Pulse(1.5, 1e-6), new Pulse(-2, 3e-7), new Pulse(0.1, 1e-8));
  private static final EnergyModel MODEL = EnergyModel.usual().with(Optional.of(TABLE));
  private static final TestDevice DEVICE =
      TestDevice.plain()
          .range(ConductanceRange.of(1e-6, 1e-4))
          .response(new ConstantStep(0.01, Optional.of(0.015), Optional.empty(), Optional.empty()));

  private final Matrix weights = TestMatrix.random(6, 5, 1, 1);
  private final Matrix x = TestMatrix.random(4, 5, 1, 2);
  private final Matrix d = TestMatrix.random(4, 6, 1, 3);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsAreSumsOverDevices(boolean forward) {
    AnalogTile tile = TestArray.of(DEVICE).dac(7).adc(9, 20).tile(weights, PRODUCTS);
    tile.meter();
    Matrix in = forward ? x : d;
    if (forward) {
      tile.forward(x);
    } else {
      tile.backward(d);
    }
    double siemens = 0;
    double cells = 0;
    for (Role role : tile.roles()) {
      Matrix g = tile.siemens(role);
      for (int b = 0; b < 4; b++) {
        for (int k = 0; k < 6; k++) {
          for (int j = 0; j < 5; j++) {
            float driven = tile.spec().forward().dac().get().convert(in.get(b, forward ? j : k));
            siemens += driven * driven * g.get(k, j);
            cells += driven * driven;
          }
        }
      }
    }
    EnergyUse use = tile.energy(MODEL);
    assertEquals(0.01 * 1e-7 * siemens, use.arrayJoules(), 1e-6 * use.arrayJoules());
    assertEquals(0.01 * 2e-10 * 160e-9 * cells, use.lineJoules(), 1e-6 * use.lineJoules());
    assertEquals(4 * (forward ? 6 : 5) * MODEL.adcJoules(9), use.adcJoules(), 1e-20);
    assertEquals(4 * (forward ? 5 : 6) * MODEL.dacJoules(7), use.dacJoules(), 1e-20);
    assertEquals(4e-7, use.readSeconds(), 1e-18);
    assertEquals(4 * (forward ? 6 : 5) * 10 / 1.2e9, use.conversionSeconds(), 1e-18);
    assertEquals(0, use.pulseJoules());
  }

  /** Devices of constant steps pass through the mean of their ends. */
  @Test
  void pulsesAreSumsOverDevices() {
    AnalogTile tile = TestArray.of(DEVICE).trains(31).tile(TestMatrix.constant(1, 1, 0), PRODUCTS);
    tile.meter();
    double step = tile.spec().granularity();
    Matrix one = TestMatrix.constant(1, 1, 1);
    double start = tile.siemens(Role.PLUS).get(0, 0);
    tile.update(one, TestMatrix.constant(1, 1, -1), 10 * step);
    double plus = (start + tile.siemens(Role.PLUS).get(0, 0)) / 2;
    double minus = (start + tile.siemens(Role.MINUS).get(0, 0)) / 2;
    assertEquals(10, tile.activity().upPulses());
    // Half of the pulses went up, so half of the siemens are counted as SET.
    double each = 10 * (plus + minus) / 2;
    double expected = 1.5 * 1.5 * 1e-6 * each + 4 * 3e-7 * each;
    assertEquals(expected, tile.energy(MODEL).pulseJoules(), 1e-6 * expected);
    assertEquals(10 * 1e-8, tile.energy(MODEL).pulseSeconds(), 1e-18);
    tile.update(one, TestMatrix.constant(1, 1, 0), 10 * step);
    assertEquals(expected, tile.energy(MODEL).pulseJoules(), 1e-6 * expected);
  }

  /** A layer cut into arrays drives the same devices; only conversions and lines multiply. */
  @Test
  void unusedCellsTakeNothing() {
    AnalogTileSpec spec = TestArray.of(DEVICE).adc(9, 20).spec();
    TileGrid one = new TileGrid(spec, weights, 5, 6, TestArray.STREAM, PRODUCTS);
    TileGrid large = new TileGrid(spec, weights, 256, 256, TestArray.STREAM, PRODUCTS);
    TileGrid four = new TileGrid(spec, weights, 4, 4, TestArray.STREAM, PRODUCTS);
    for (TileGrid grid : new TileGrid[] {one, large, four}) {
      grid.tiles().forEach(AnalogTile::meter);
      grid.forward(x);
    }
    EnergyUse use = one.energy(MODEL);
    assertEquals(use, large.energy(MODEL));
    EnergyUse cut = four.energy(MODEL);
    assertEquals(use.arrayJoules(), cut.arrayJoules(), 1e-9 * use.arrayJoules());
    assertEquals(use.lineJoules(), cut.lineJoules(), 1e-9 * use.lineJoules());
    assertEquals(2 * use.adcJoules(), cut.adcJoules(), 1e-20);
    assertEquals(use.readSeconds(), cut.readSeconds());
  }

  /** Reads of many blocks, some of them again, on one thread and on three. */
  @Test
  void numbersHaveTheSameBitsOnAnyNumberOfThreads() {
    assertEquals(ofThreads(1), ofThreads(3));
  }

  private static EnergyUse ofThreads(int threads) {
    try (Workers workers = new Workers(threads)) {
      AnalogTile tile =
          TestArray.of(DEVICE)
              .dac(7)
              .adc(9, 0.5)
              .boundManagement(BoundManagement.iterative())
              .tile(TestMatrix.random(30, 40, 1, 1), new Products(workers));
      tile.meter();
      tile.forward(TestMatrix.random(500, 40, 1, 2));
      tile.backward(TestMatrix.random(300, 30, 1, 3));
      return tile.energy(MODEL);
    }
  }

  @Test
  void readsAgainAreReads() {
    AnalogTile tile =
        TestArray.of(DEVICE)
            .adc(9, 0.5)
            .boundManagement(BoundManagement.iterative())
            .tile(weights, PRODUCTS);
    tile.meter();
    tile.forward(x);
    assertEquals(tile.clock(), tile.energy(MODEL).readSeconds(), 1e-15);
    assertTrue(tile.energy(MODEL).readSeconds() > 4e-7);
    assertEquals(
        tile.activity().conversions() * MODEL.adcJoules(9), tile.energy(MODEL).adcJoules(), 1e-20);
  }

  /** Twice the same line: a unit column is read beside five others of its kind. */
  @Test
  void aUnitColumnIsReadToo() {
    Matrix zeros = TestMatrix.constant(5, 5, 0);
    EnergyUse digital = zeroWork(zeros, Subtraction.DIGITAL);
    EnergyUse unit = zeroWork(zeros, Subtraction.UNIT_COLUMN);
    assertEquals(6.0 / 5, unit.arrayJoules() / digital.arrayJoules(), 1e-6);
    assertEquals(6.0 / 5, unit.adcJoules() / digital.adcJoules(), 1e-6);
    assertEquals(digital.readSeconds(), unit.readSeconds());
  }

  private EnergyUse zeroWork(Matrix zeros, Subtraction subtraction) {
    AnalogTile tile =
        TestArray.of(DEVICE)
            .cell(new SingleDevice(1, 0.5, Against.FIXED, subtraction))
            .adc(8, 10)
            .tile(zeros, PRODUCTS);
    tile.meter();
    tile.forward(x);
    return tile.energy(MODEL);
  }

  @Test
  void verifiedWritesArePulses() {
    AnalogTile tile =
        TestArray.of(DEVICE)
            .verify(new PulseAndVerify(0.01, 100, 1, 1e-7, 1e-6))
            .tile(TestMatrix.constant(6, 5, 0), PRODUCTS);
    tile.meter();
    double before = tile.clock();
    tile.program(weights);
    EnergyUse use = tile.energy(MODEL);
    assertTrue(use.pulseJoules() > 0);
    assertEquals(tile.clock() - before, use.pulseSeconds(), 1e-15);
  }

  @Test
  void nothingIsCountedUnasked() {
    AnalogTile tile = TestArray.of(DEVICE).tile(weights, PRODUCTS);
    tile.forward(x);
    assertEquals(EnergyUse.NONE, tile.energy(MODEL));
  }
}
