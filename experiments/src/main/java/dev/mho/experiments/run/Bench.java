package dev.mho.experiments.run;

import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.run.RunResult.ArrayFacts;
import dev.mho.experiments.run.RunResult.ClippingFacts;
import dev.mho.experiments.run.RunResult.StepFacts;
import dev.mho.experiments.run.RunResult.WireFacts;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.HardwareSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hardware of a run, set up.
 *
 * @param hardware as it was asked for, with all that the device decides filled in
 * @param device as its file says
 * @param array what each array is made of, with the effects that were asked for
 * @param effects which of them act
 * @param tiles makes the arrays and remembers them
 */
record Bench(
    HardwareSpec hardware,
    DeviceModel device,
    AnalogTileSpec array,
    EffectReport effects,
    HardwareTiles tiles) {
  /** Name of the device file in a result directory. */
  static final String DEVICE_FILE = "device.json";

  /**
   * Sets up the hardware of an experiment.
   *
   * @param origin directory from which device files are found
   * @throws BadInputException if the device cannot do what the experiment asks of it
   */
  static Bench of(ExperimentSpec spec, Path origin, NoiseStream root, Products products) {
    HardwareSpec hardware = spec.hardware().orElseThrow();
    DeviceModel device = hardware.loadDevice(origin);
    boolean pulsed = spec.trainsOnHardware();
    if (pulsed && device.response().isEmpty()) {
      throw new BadInputException(
          "device: "
              + device.name()
              + " has no pulse response, so scheme "
              + spec.learning().update().scheme().label()
              + " cannot train it;"
              + " use scheme digital, which programs the trained weights");
    }
    AnalogTileSpec whole =
        hardware.array(
            device, pulsed ? DifferentialPair.Rest.MIDDLE : DifferentialPair.Rest.MINIMUM, origin);
    List<Double> times = hardware.readAtSeconds();
    double longestWait = times.isEmpty() ? 0 : times.get(times.size() - 1);
    AnalogTileSpec array = whole.only(hardware.effects().wanted());
    EffectReport effects = EffectReport.of(whole, hardware.effects(), pulsed, longestWait);
    if (hardware.effects().isByName()) {
      effects.requireAll(hardware.effects().wanted());
    }
    if (longestWait > 0 && !timeTells(array.device())) {
      throw new BadInputException(
          "read-at-seconds cannot act: time changes nothing, for drift is off or not in the device file");
    }
    if (hardware.adc().range().isPresent() && !hardware.effects().wanted().contains(Effect.ADC)) {
      throw new BadInputException("adc.range cannot act: effect adc is off");
    }
    return new Bench(
        hardware.resolved(array, DEVICE_FILE, pulsed),
        device,
        array,
        effects,
        new HardwareTiles(
            hardware,
            spec.learning().update(),
            array,
            spec.crossCheck().map(check -> check.exact()).orElse(false),
            root.child("hardware"),
            spec.precision(),
            products));
  }

  /** Whether a device that nothing moves is another one later, if only in its noise. */
  private static boolean timeTells(DeviceModel device) {
    return device.changesFromSeconds().isPresent()
        || device.readNoise().filter(ReadNoise::ages).isPresent();
  }

  /** Lets emulated time pass on every array. */
  void idle(double seconds) {
    tiles.placed().forEach(placed -> placed.grid().idle(seconds));
  }

  /** Emulated seconds of the array that has lived longest. */
  double clock() {
    return tiles.placed().stream().mapToDouble(p -> p.grid().activity().seconds()).max().orElse(0);
  }

  /**
   * What the arrays have done, by matrix.
   *
   * @param calibratedBounds bounds of the ADCs that were found from data
   */
  Map<String, ArrayFacts> facts(Map<String, Double> calibratedBounds) {
    Map<String, ArrayFacts> facts = new LinkedHashMap<>();
    for (HardwareTiles.Placed placed : tiles.placed()) {
      TileGrid grid = placed.grid();
      TileActivity activity = grid.activity();
      facts.put(
          placed.name(),
          new ArrayFacts(
              grid.tiles().size(),
              2L * grid.inputs() * grid.outputs(),
              activity.seconds(),
              activity.conversions(),
              activity.saturations(),
              array
                  .forward()
                  .adc()
                  .map(adc -> calibratedBounds.getOrDefault(placed.name(), adc.bound())),
              clipping(grid),
              activity.upPulses() + activity.downPulses(),
              activity.clippedWeights(),
              Optional.of(activity.refreshes()).filter(n -> array.device().isOneDirectional()),
              Optional.of(activity.change())
                  .filter(change -> change.requested() > 0)
                  .map(c -> new StepFacts(c.requested(), c.delivered(), c.realised())),
              array
                  .wiring()
                  .map(w -> new WireFacts(activity.wireSolves(), activity.staleWireError()))));
    }
    return facts;
  }

  /** Clipped conversions of forward reads by output of each array, where there are some. */
  CsvTable clipped() {
    CsvTable table = new CsvTable("layer", "matrix", "tile", "output", "conversions", "clipped");
    for (HardwareTiles.Placed placed : tiles.placed()) {
      List<AnalogTile> arrays = placed.grid().tiles();
      for (int t = 0; t < arrays.size(); t++) {
        AnalogTile array = arrays.get(t);
        long[] clipped = array.saturatedOutputs();
        for (int k = 0; k < clipped.length; k++) {
          if (clipped[k] > 0) {
            table.row(
                placed.layer(),
                placed.label(),
                t,
                array.placement().firstRow() + k,
                array.forwardConversions() / array.outputs(),
                clipped[k]);
          }
        }
      }
    }
    return table;
  }

  /** Where conversions clip most, if any do. */
  private static Optional<ClippingFacts> clipping(TileGrid grid) {
    int worstTile = 0;
    double tileShare = 0;
    int worstOutput = 0;
    double outputShare = 0;
    for (int t = 0; t < grid.tiles().size(); t++) {
      AnalogTile tile = grid.tiles().get(t);
      TileActivity activity = tile.activity();
      double share = (double) activity.saturations() / Math.max(1, activity.conversions());
      worstTile = share > tileShare ? t : worstTile;
      tileShare = Math.max(tileShare, share);
      double each = Math.max(1, (double) tile.forwardConversions() / tile.outputs());
      long[] saturated = tile.saturatedOutputs();
      for (int k = 0; k < saturated.length; k++) {
        boolean more = saturated[k] / each > outputShare;
        worstOutput = more ? tile.placement().firstRow() + k : worstOutput;
        outputShare = more ? saturated[k] / each : outputShare;
      }
    }
    return tileShare > 0
        ? Optional.of(new ClippingFacts(worstTile, tileShare, worstOutput, outputShare))
        : Optional.empty();
  }
}
