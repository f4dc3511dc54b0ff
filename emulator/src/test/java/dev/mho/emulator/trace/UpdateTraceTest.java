package dev.mho.emulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.ConductanceRange;
import dev.mho.device.TestDevice;
import dev.mho.device.array.Workers;
import dev.mho.device.fault.Faults;
import dev.mho.device.response.ConstantStep;
import dev.mho.emulator.FlawedDevice;
import dev.mho.emulator.TestArray;
import dev.mho.emulator.TestMatrix;
import dev.mho.emulator.cell.Role;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.Precision;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.tile.TileGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener hears of the updates of its cells. */
class UpdateTraceTest {
  private static final int OUTPUTS = 5;
  private static final int INPUTS = 6;
  private static final Matrix WEIGHTS = TestMatrix.random(OUTPUTS, INPUTS, 1, 1);
  private static final Matrix X = TestMatrix.random(40, INPUTS, 1, 2);
  private static final Matrix D = TestMatrix.random(40, OUTPUTS, 1, 3);
  private static final AnalogTileSpec WITHOUT_DRIFT =
      FlawedDevice.array()
          .weightRange(1.5)
          .spec()
          .only(EnumSet.complementOf(EnumSet.of(Effect.DRIFT)));

  /** Listens to all cells. */
  private static final class Recorder implements UpdateListener {
    private final List<LineTrain> trains = new ArrayList<>();
    private final List<UpdateEvent> events = new ArrayList<>();

    @Override
    public boolean listensTo(int row, int col) {
      return true;
    }

    @Override
    public void fired(List<LineTrain> batch) {
      trains.addAll(batch);
    }

    @Override
    public void updated(List<UpdateEvent> batch) {
      events.addAll(batch);
    }
  }

  private static AnalogTile tile(AnalogTileSpec spec, int threads) {
    return TestArray.tile(spec, WEIGHTS, new Products(new Workers(threads)));
  }

  private static List<UpdateEvent> traced(AnalogTile tile) {
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    for (int round = 0; round < 3; round++) {
      tile.update(X, D, 0.2);
      tile.scaleOutputs(new double[] {1.5, 0.5, 1, 2, 0.9});
      tile.idle(1e-5);
    }
    return recorder.events;
  }

  private static Device device(UpdateEvent event) {
    return new Device(event.row(), event.col(), event.role());
  }

  private record Device(int row, int col, Role role) {}

  @Test
  void orderedByUpdateRowColumnAndRole() {
    List<UpdateEvent> events = traced(tile(FlawedDevice.array().spec(), 3));
    Comparator<UpdateEvent> order =
        Comparator.comparingLong(UpdateEvent::update)
            .thenComparing(UpdateEvent::row)
            .thenComparing(UpdateEvent::col)
            .thenComparing(UpdateEvent::role);
    for (int i = 1; i < events.size(); i++) {
      assertTrue(order.compare(events.get(i - 1), events.get(i)) <= 0);
    }
  }

  /** No request of this batch is zero, so each sample has an event for each device. */
  @Test
  void everyRequestHasItsEvents() {
    List<UpdateEvent> events = traced(tile(WITHOUT_DRIFT, 1));
    assertEquals(3 * 40 * OUTPUTS * INPUTS * 2, events.size());
    for (int i = 0; i < events.size(); i++) {
      UpdateEvent event = events.get(i);
      assertEquals(i / (OUTPUTS * INPUTS * 2), event.update());
      assertEquals(event.update() % 40, event.sample());
      assertTrue(event.endSeconds() > event.startSeconds());
    }
  }

  @Test
  void requestsAreHalvesOfTheChangeAskedFor() {
    AnalogTile tile = tile(WITHOUT_DRIFT, 1);
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    tile.scaleOutputs(new double[] {1.5, 0.5, 1, 2, 0.9});
    tile.update(X, D, 0.2);
    for (UpdateEvent event : recorder.events) {
      double change =
          -0.2 * X.get(event.sample(), event.row()) * D.get(event.sample(), event.col());
      assertEquals(change / 2, event.requested(), 1e-15);
      double step = tile.spec().granularity() * tile.weightScale(event.col());
      assertEquals(Math.abs(change) / step, event.pulsesRequested(), 1e-12);
      assertEquals(
          (change > 0) == (event.role() == Role.PLUS) ? Operation.SET : Operation.RESET,
          event.operation());
    }
  }

  @Test
  void aDeviceGoesOnWhereItWas() {
    assertChain(traced(tile(WITHOUT_DRIFT, 1)));
  }

  @Test
  void aDriftingDeviceGoesOnWhereItWas() {
    List<UpdateEvent> events = traced(tile(FlawedDevice.array().spec(), 1));
    assertChain(events);
    for (UpdateEvent event : events) {
      if (event.flags().contains(UpdateFlag.STUCK)) {
        assertEquals(0, event.realised(), 0.0);
      }
    }
  }

  private static void assertChain(List<UpdateEvent> events) {
    Map<Device, Double> last = new HashMap<>();
    for (UpdateEvent event : events) {
      Double before = last.put(device(event), event.after());
      if (before != null) {
        assertEquals(before, event.before());
      }
    }
  }

  @Test
  void realisedChangesAddUpToTheChangeOfTheWeights() {
    AnalogTile tile = tile(WITHOUT_DRIFT, 1);
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    Matrix sum = tile.weights();
    tile.update(X, D, 0.2);
    tile.update(X, D, -0.1);
    for (UpdateEvent event : recorder.events) {
      sum.set(event.col(), event.row(), sum.get(event.col(), event.row()) + event.realised());
    }
    TestMatrix.assertClose(tile.weights(), sum, 1e-12);
  }

  /** With drift between the updates, as a row of its own before the pulse. */
  @Test
  void driftIsAnEventOfItsOwn() {
    AnalogTileSpec spec =
        FlawedDevice.array().pulseSeconds(1e-12).spec().only(Set.of(Effect.DRIFT, Effect.PULSES));
    AnalogTile tile = tile(spec, 1);
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    Matrix start = tile.weights();
    tile.update(X, D, 0.2);
    assertTrue(recorder.events.stream().noneMatch(e -> e.operation() == Operation.DRIFT));
    tile.idle(3600);
    tile.update(X.rows(0, 1), D.rows(0, 1), 0.2);
    List<UpdateEvent> drifts =
        recorder.events.stream().filter(e -> e.operation() == Operation.DRIFT).toList();
    assertEquals(OUTPUTS * INPUTS * 2, drifts.stream().map(e -> device(e)).distinct().count());
    Matrix sum = start;
    for (UpdateEvent event : recorder.events) {
      sum.set(event.col(), event.row(), sum.get(event.col(), event.row()) + event.realised());
      if (event.operation() == Operation.DRIFT) {
        assertTrue(event.after() < event.before());
        assertEquals(0, event.pulsesApplied());
        assertEquals(0, event.requested());
        assertEquals(Set.of(), event.flags());
      }
    }
    assertChain(recorder.events);
    TestMatrix.assertClose(tile.weights(), sum, 2e-7);
  }

  @Test
  void aWriteIsAnEventOfItsOwn() {
    AnalogTile tile = tile(WITHOUT_DRIFT, 1);
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    Matrix sum = tile.weights();
    tile.update(X, D, 0.2);
    tile.program(TestMatrix.random(OUTPUTS, INPUTS, 1, 8));
    tile.update(X, D, 0.2);
    for (UpdateEvent event : recorder.events) {
      sum.set(event.col(), event.row(), sum.get(event.col(), event.row()) + event.realised());
      if (event.operation() == Operation.PROGRAM) {
        assertEquals(40, event.update());
        assertEquals(0, event.pulsesApplied());
        assertEquals(Set.of(), event.flags());
      }
    }
    assertChain(recorder.events);
    TestMatrix.assertClose(tile.weights(), sum, 1e-12);
    assertEquals(
        EnumSet.of(Operation.PROGRAM, Operation.SET, Operation.RESET),
        EnumSet.copyOf(recorder.events.stream().map(UpdateEvent::operation).toList()));
  }

  @Test
  void listeningChangesNoBit() {
    AnalogTileSpec spec = FlawedDevice.array().spec();
    AnalogTile heard = tile(spec, 1);
    traced(heard);
    AnalogTile alone = tile(spec, 1);
    for (int round = 0; round < 3; round++) {
      alone.update(X, D, 0.2);
      alone.scaleOutputs(new double[] {1.5, 0.5, 1, 2, 0.9});
      alone.idle(1e-5);
    }
    TestMatrix.assertClose(alone.weights(), heard.weights(), 0);
    TestMatrix.assertClose(alone.forward(X), heard.forward(X), 0);
    assertEquals(alone.activity(), heard.activity());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16})
  void rowsDoNotDependOnThreads(int threads) {
    AnalogTileSpec spec = FlawedDevice.array().spec();
    Matrix weights = TestMatrix.random(80, 120, 1, 4);
    Matrix x = TestMatrix.random(5, 120, 1, 5);
    Matrix d = TestMatrix.random(5, 80, 1, 6);
    List<List<UpdateEvent>> heard = new ArrayList<>();
    for (int count : new int[] {1, threads}) {
      try (Workers workers = new Workers(count)) {
        AnalogTile tile = TestArray.tile(spec, weights, new Products(workers));
        Recorder recorder = new Recorder();
        tile.listen(recorder);
        tile.idle(1e-5);
        tile.update(x, d, 0.2);
        heard.add(recorder.events);
      }
    }
    assertTrue(heard.get(0).size() >= 2 * 80 * 120 * 5);
    assertEquals(heard.get(0), heard.get(1));
  }

  /**
   * What reached a device is what its two lines fired together, in the direction of their signs.
   */
  @Test
  void trainsExplainEveryPulse() {
    AnalogTile tile = tile(WITHOUT_DRIFT, 3);
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    tile.update(X, D, 0.2);
    tile.update(X, D, -0.1);
    Map<List<Object>, LineTrain> trains = new HashMap<>();
    for (LineTrain train : recorder.trains) {
      assertTrue(train.fires() != 0 && train.fires() >>> train.slots() == 0, train.toString());
      assertEquals(
          null, trains.put(List.of(train.update(), train.side(), train.line()), train), "twice");
    }
    long pulses = 0;
    for (UpdateEvent event : recorder.events) {
      LineTrain row = trains.get(List.of(event.update(), LineTrain.Side.ROW, event.row()));
      LineTrain col = trains.get(List.of(event.update(), LineTrain.Side.COLUMN, event.col()));
      int together = row == null || col == null ? 0 : Integer.bitCount(row.fires() & col.fires());
      assertEquals(together, event.pulsesApplied());
      if (together > 0) {
        boolean raises = row.negative() != col.negative();
        assertEquals(
            raises == (event.role() == Role.PLUS) ? Operation.SET : Operation.RESET,
            event.operation());
        assertEquals(event.startSeconds(), row.startSeconds());
      }
      pulses += together;
    }
    assertTrue(pulses > 1000, pulses + " pulses");
    Comparator<LineTrain> order =
        Comparator.comparingLong(LineTrain::update)
            .thenComparing(LineTrain::side)
            .thenComparing(LineTrain::line);
    assertEquals(recorder.trains.stream().sorted(order).toList(), recorder.trains);
  }

  /** Chosen cells of a grid report under their names in the layer, as those of one array do. */
  @Test
  void onlyChosenCellsReportWhereverTheyAre() {
    Set<List<Integer>> chosen = Set.of(List.of(0, 0), List.of(3, 4), List.of(5, 1));
    List<UpdateEvent> events = new ArrayList<>();
    UpdateListener listener =
        new UpdateListener() {
          @Override
          public boolean listensTo(int row, int col) {
            return chosen.contains(List.of(row, col));
          }

          @Override
          public void updated(List<UpdateEvent> batch) {
            events.addAll(batch);
          }
        };
    Products products = new Products(Workers.single());
    TileGrid grid = new TileGrid(WITHOUT_DRIFT, WEIGHTS, 2, 2, TestArray.STREAM, products);
    grid.tiles().forEach(tile -> tile.listen(listener));
    AnalogTile one = TestArray.tile(WITHOUT_DRIFT, WEIGHTS, products);
    one.listen(listener);
    Matrix x = TestMatrix.constant(3, INPUTS, 0.5);
    Matrix d = TestMatrix.constant(3, OUTPUTS, 0.5);
    grid.update(x, d, 0.2);
    List<UpdateEvent> ofGrid = new ArrayList<>(events);
    events.clear();
    one.update(x, d, 0.2);
    Comparator<UpdateEvent> order = Comparator.comparing(Object::toString);
    assertEquals(3 * 3 * 2, events.size());
    assertEquals(events.stream().sorted(order).toList(), ofGrid.stream().sorted(order).toList());
  }

  // --- reasons -----------------------------------------------------------------------------

  private static final ConstantStep STEP =
      new ConstantStep(0.1, Optional.of(0.1), Optional.empty(), Optional.empty());

  /** The two events, plus and minus, of one sample on one cell that starts at zero. */
  private static List<UpdateEvent> one(TestDevice device, double weight, double d) {
    AnalogTile tile =
        TestArray.of(device.response(STEP))
            .trains(3)
            .tile(TestMatrix.constant(1, 1, weight), new Products(Workers.single()));
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    tile.update(TestMatrix.constant(1, 1, 1), TestMatrix.constant(1, 1, d), 0.2);
    return recorder.events;
  }

  @Test
  void anOrdinaryStepHasNoFlag() {
    List<UpdateEvent> events = one(TestDevice.plain().range(ConductanceRange.of(0.1, 0.3)), 0, -2);
    UpdateEvent plus = events.get(0);
    assertEquals(Role.PLUS, plus.role());
    assertEquals(Operation.SET, plus.operation());
    assertEquals(2, plus.pulsesRequested(), 1e-12);
    assertEquals(2, plus.pulsesApplied());
    assertEquals(0.2, plus.before(), 1e-15);
    assertEquals(0.24, plus.after(), 1e-7);
    assertEquals(0.2, plus.requested(), 1e-12);
    assertEquals(0.2, plus.realised(), 1e-6);
    assertEquals(Set.of(), plus.flags());
    UpdateEvent minus = events.get(1);
    assertEquals(Operation.RESET, minus.operation());
    assertEquals(0.16, minus.after(), 1e-7);
    assertEquals(0.2, minus.realised(), 1e-6);
  }

  /** One thousandth of a step: no coincidence (with probability 0.999; the seed is fixed). */
  @Test
  void belowAStep() {
    for (UpdateEvent event : one(TestDevice.plain(), 0, 1e-3)) {
      assertEquals(Set.of(UpdateFlag.BELOW_STEP), event.flags());
      assertEquals(0, event.realised(), 0.0);
      assertEquals(1e-3, event.pulsesRequested(), 1e-12);
    }
  }

  @Test
  void stuck() {
    for (UpdateEvent event : one(TestDevice.plain().faults(new Faults(1, 0, 0)), 0, -2)) {
      assertEquals(Set.of(UpdateFlag.STUCK), event.flags());
      assertEquals(2, event.pulsesApplied());
      assertEquals(0, event.realised(), 0.0);
    }
  }

  @Test
  void saturated() {
    List<UpdateEvent> events = one(TestDevice.plain(), 0.9, -2);
    assertEquals(Set.of(UpdateFlag.SATURATED_HIGH), events.get(0).flags());
    assertEquals(Set.of(UpdateFlag.SATURATED_LOW), events.get(1).flags());
    assertEquals(0.05, events.get(0).realised(), 1e-6);
  }

  @Test
  void clipped() {
    for (UpdateEvent event : one(TestDevice.plain(), 0, -4)) {
      assertEquals(Set.of(UpdateFlag.CLIPPED), event.flags());
      assertEquals(4, event.pulsesRequested(), 1e-12);
      assertEquals(3, event.pulsesApplied());
    }
  }

  @Test
  void noRequestNoEvent() {
    AnalogTile tile =
        TestArray.of(TestDevice.plain().response(STEP))
            .trains(3)
            .tile(Matrix.zeros(2, 2, Precision.FLOAT64), new Products(Workers.single()));
    Recorder recorder = new Recorder();
    tile.listen(recorder);
    Matrix x = Matrix.of(new double[][] {{1, 0}});
    tile.update(x, Matrix.of(new double[][] {{0, 0}}), 1);
    assertEquals(List.of(), recorder.events);
    tile.update(x, Matrix.of(new double[][] {{0, 1}}), 1);
    assertEquals(2, recorder.events.size());
    assertEquals(0, recorder.events.get(0).row());
    assertEquals(1, recorder.events.get(0).col());
  }

  @Test
  void labels() {
    assertEquals("below_step", UpdateFlag.BELOW_STEP.label());
    assertEquals("saturated_high", UpdateFlag.SATURATED_HIGH.label());
  }
}
