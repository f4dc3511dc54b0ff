package dev.mho.experiments.run;

import dev.mho.device.DeviceModel;
import dev.mho.device.format.BadInputException;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.programming.Outcome;
import dev.mho.device.programming.ProgrammingReport;
import dev.mho.device.random.NoiseStream;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.RangeUse;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.energy.EnergyUse;
import dev.mho.emulator.matrix.Products;
import dev.mho.emulator.tile.AnalogTile;
import dev.mho.emulator.tile.AnalogTileSpec;
import dev.mho.emulator.tile.Effect;
import dev.mho.emulator.tile.TileActivity;
import dev.mho.emulator.tile.TileGrid;
import dev.mho.experiments.export.CsvTable;
import dev.mho.experiments.run.RunResult.ArrayFacts;
import dev.mho.experiments.run.RunResult.ClippingFacts;
import dev.mho.experiments.run.RunResult.ProgrammingFacts;
import dev.mho.experiments.run.RunResult.StepFacts;
import dev.mho.experiments.run.RunResult.WireFacts;
import dev.mho.experiments.spec.EffectChoice;
import dev.mho.experiments.spec.ExperimentSpec;
import dev.mho.experiments.spec.HardwareSpec;
import dev.mho.learning.network.TileFactory.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hardware of a run, set up.
 *
 * @param hardware as it was asked for, with all that the device decides filled in
 * @param device as its file says
 * @param array what each array is made of, with the effects that were asked for
 * @param effects which of them act
 * @param tiles makes the arrays and remembers them
 * @param energy coefficients of energy and time, with the device's pulses; empty: not counted
 */
record Bench(
    HardwareSpec hardware,
    DeviceModel device,
    AnalogTileSpec array,
    EffectReport effects,
    HardwareTiles tiles,
    Optional<EnergyModel> energy) {
  /** Name of the device file in a result directory. */
  static final String DEVICE_FILE = "device.json";

  /** Name of the file of energy coefficients in a result directory. */
  static final String ENERGY_FILE = "energy.json";

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
    AnalogTileSpec whole = whole(spec, device, origin);
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
    return assembled(spec, origin, device, array, effects, root, products);
  }

  /**
   * Sets up hardware with other effects than its experiment says, whether or not each can act.
   *
   * @param on effects that are switched on
   * @param seconds that will pass between writes and reads
   */
  static Bench with(
      ExperimentSpec spec,
      Path origin,
      Set<Effect> on,
      double seconds,
      NoiseStream root,
      Products products) {
    DeviceModel device = spec.hardware().orElseThrow().loadDevice(origin);
    AnalogTileSpec whole = whole(spec, device, origin);
    EffectReport effects =
        EffectReport.of(whole, new EffectChoice(on), spec.trainsOnHardware(), seconds);
    return assembled(spec, origin, device, whole.only(on), effects, root, products);
  }

  /** Which of some effects would act, if so many seconds pass between writes and reads. */
  static EffectReport effectsOf(
      ExperimentSpec spec, Path origin, Set<Effect> wanted, double seconds) {
    DeviceModel device = spec.hardware().orElseThrow().loadDevice(origin);
    return EffectReport.of(
        whole(spec, device, origin), new EffectChoice(wanted), spec.trainsOnHardware(), seconds);
  }

  /** The array with every effect on. */
  private static AnalogTileSpec whole(ExperimentSpec spec, DeviceModel device, Path origin) {
    DifferentialPair.Rest rest =
        spec.trainsOnHardware() ? DifferentialPair.Rest.MIDDLE : DifferentialPair.Rest.MINIMUM;
    return spec.hardware().orElseThrow().array(device, rest, origin);
  }

  private static Bench assembled(
      ExperimentSpec spec,
      Path origin,
      DeviceModel device,
      AnalogTileSpec array,
      EffectReport effects,
      NoiseStream root,
      Products products) {
    HardwareSpec hardware = spec.hardware().orElseThrow();
    HardwareTiles.requirePossible(hardware, array, products);
    return new Bench(
        hardware.resolved(array, DEVICE_FILE, ENERGY_FILE, spec.trainsOnHardware()),
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
            products),
        hardware.energy().map(keys -> keys.load(origin).with(device.pulse())));
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

  /** What there is to say of how weights lie in the arrays: of outliers, and of partial sums. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (HardwareTiles.Placed placed : tiles.placed()) {
      noteOutliers(placed, notes);
      TileGrid grid = placed.grid();
      int across = grid.weightPerSiemens().cols();
      if (across > 1 && array.forward().adc().isPresent()) {
        notes.add(
            String.format(
                "%s: %d arrays share the inputs of an output; each converts its partial sum, which"
                    + " is rounded before it is added",
                placed.name(), across));
      }
    }
    return notes;
  }

  /** What came of verified programming, over all arrays of a matrix. */
  private static Optional<ProgrammingFacts> programming(HardwareTiles.Placed placed) {
    List<ProgrammingReport> reports = new ArrayList<>();
    placed.grid().tiles().forEach(tile -> reports.addAll(tile.programming()));
    if (reports.isEmpty()) {
      return Optional.empty();
    }
    double devices = 0;
    double verified = 0;
    double pulses = 0;
    double largest = 0;
    for (ProgrammingReport report : reports) {
      devices += report.size();
      verified += report.counts().getOrDefault(Outcome.VERIFIED, 0);
      pulses += report.totalPulses();
      largest = Math.max(largest, report.verifiedErrors().map(e -> e.largest()).orElse(0.0));
    }
    return Optional.of(new ProgrammingFacts(verified / devices, pulses / devices, largest));
  }

  /** What all arrays took, side by side, and what that leaves out. */
  List<String> energyLines() {
    if (energy.isEmpty()) {
      return List.of();
    }
    EnergyUse all =
        tiles.placed().stream()
            .map(p -> p.grid().energy(energy.get()))
            .reduce(EnergyUse.NONE, EnergyUse::beside);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "energy of the arrays by model %s: %.3g J (devices %.3g, lines %.3g, ADC %.3g, DAC %.3g,"
                + " pulses %.3g)",
            energy.get().name(),
            all.joules(),
            all.arrayJoules(),
            all.lineJoules(),
            all.adcJoules(),
            all.dacJoules(),
            all.pulseJoules()));
    lines.add(
        String.format(
            Locale.ROOT,
            "time of the busiest array if nothing overlaps: %.3g s (reads %.3g, conversions %.3g,"
                + " pulses %.3g)",
            all.seconds(),
            all.readSeconds(),
            all.conversionSeconds(),
            all.pulseSeconds()));
    lines.add("not in these numbers:");
    energy.get().notModelled().forEach(left -> lines.add("  " + left));
    return lines;
  }

  /** Every array of the run. */
  List<AnalogTile> arrays() {
    return tiles.placed().stream().flatMap(p -> p.grid().tiles().stream()).toList();
  }

  private void noteOutliers(HardwareTiles.Placed placed, List<String> notes) {
    RangeUse use = placed.grid().rangeUse();
    if (placed.purpose() != Purpose.WEIGHTS || placed.sliced().isPresent() || !use.hasOutliers()) {
      return;
    }
    notes.add(
        placed.name()
            + ": "
            + use.told()
            + "; cell: { weight-range: auto-column } or a range-percentile below 100 would give them"
            + " more");
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
              (long) grid.roles().size() * grid.inputs() * grid.outputs(),
              activity.seconds(),
              activity.conversions(),
              activity.saturations(),
              array
                  .forward()
                  .adc()
                  .map(adc -> calibratedBounds.getOrDefault(placed.name(), adc.bound())),
              clipping(placed.grid().tiles()),
              activity.upPulses() + activity.downPulses(),
              placed.clippedWeights(),
              Optional.of(activity.refreshes()).filter(n -> array.device().isOneDirectional()),
              Optional.of(activity.change())
                  .filter(change -> change.requested() > 0)
                  .map(c -> new StepFacts(c.requested(), c.delivered(), c.realised())),
              array
                  .wiring()
                  .map(w -> new WireFacts(activity.wireSolves(), activity.staleWireError())),
              programming(placed),
              energy.map(grid::energy)));
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
  private static Optional<ClippingFacts> clipping(List<AnalogTile> arrays) {
    int worstTile = 0;
    double tileShare = 0;
    int worstOutput = 0;
    double outputShare = 0;
    for (int t = 0; t < arrays.size(); t++) {
      AnalogTile tile = arrays.get(t);
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
