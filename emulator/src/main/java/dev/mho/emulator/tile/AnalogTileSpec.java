package dev.mho.emulator.tile;

import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.programming.PulseAndVerify;
import dev.mho.device.response.PulseResponse;
import dev.mho.emulator.cell.Subtraction;
import dev.mho.emulator.cell.UnitCell;
import dev.mho.emulator.cell.WeightScaling;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.energy.EnergyModel;
import dev.mho.emulator.update.PulseOrder;
import dev.mho.emulator.update.PulseTrains;
import dev.mho.emulator.update.StochasticTrains;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that makes an emulated array: device, cell, converters, pulse trains, timing.
 *
 * @param device the technology
 * @param cell how a weight sits in it
 * @param scaling how the cells' range is fitted to the weights that are programmed
 * @param verify how pulses and verifying reads bring devices to programmed weights; empty: writes
 *     that miss by the device's programming error
 * @param forward what lies between numbers and cells when the inputs are driven
 * @param backward the same when the outputs are driven
 * @param wiring the array's wires; empty: ideal conductors
 * @param trains pulse trains; empty: exact changes without bounds
 * @param readSeconds duration of one read of one sample, > 0
 * @param pulseSeconds duration of one slot of a train, > 0
 */
public record AnalogTileSpec(
    DeviceModel device,
    UnitCell cell,
    WeightScaling scaling,
    Optional<PulseAndVerify> verify,
    ReadPath forward,
    ReadPath backward,
    Optional<Wiring> wiring,
    Optional<PulseTrains> trains,
    double readSeconds,
    double pulseSeconds) {

  public AnalogTileSpec {
    Check.positive("read_seconds", readSeconds);
    Check.positive("pulse_seconds", pulseSeconds);
    if (cell.turns() > 1 && trains.filter(AnalogTileSpec::isAggregated).isPresent()) {
      throw new BadInputException(
          "pulses that are made at once (order: aggregated) belong to many updates and know no turns;"
              + " choose order: sequential, or turn: all");
    }
    if (cell.subtraction() == Subtraction.UNIT_COLUMN && wiring.isPresent()) {
      throw new BadInputException(
          "wires: the line of a unit column has none; use ideal conductors");
    }
    boolean dropped =
        forward.distortion().drop().isPresent() || backward.distortion().drop().isPresent();
    if (dropped && wiring.flatMap(Wiring::curve).isPresent()) {
      throw new BadInputException(
          "wires: a curve is solved exactly, and static-drop approximates ohmic devices:"
              + " leave one of them out");
    }
  }

  static boolean isAggregated(PulseTrains trains) {
    return trains instanceof StochasticTrains drawn && drawn.order() == PulseOrder.AGGREGATED;
  }

  /** Effects that this tile shows; an effect of size zero is none. */
  public Set<Effect> effects() {
    EnumSet<Effect> active = EnumSet.noneOf(Effect.class);
    for (ReadPath path : new ReadPath[] {forward, backward}) {
      addIf(active, Effect.DAC, path.dac().isPresent());
      addIf(active, Effect.INPUT_NOISE, path.inputNoise() > 0);
      addIf(active, Effect.STATIC_DROP, path.distortion().drop().isPresent());
      addIf(active, Effect.DISTORTION, path.distortion().isPresent() || path.inputAsymmetry() != 0);
      addIf(active, Effect.OUTPUT_NOISE, path.outputNoise() > 0);
      addIf(active, Effect.ADC, path.adc().isPresent());
      addIf(active, Effect.ADC_MISMATCH, path.adc().filter(Adc::isMismatched).isPresent());
    }
    addIf(
        active,
        Effect.READ_NOISE,
        device.readNoise().filter(ReadNoise::isPresent).isPresent()
            || device.telegraph().isPresent());
    addIf(active, Effect.WRITE_NOISE, device.writeNoise().isPresent());
    addIf(active, Effect.LEVELS, device.conductance().levels().isPresent());
    addIf(active, Effect.WIRES, wiring.isPresent());
    addIf(active, Effect.PROGRAMMING_ERROR, device.programmingError().isPresent());
    addIf(active, Effect.DRIFT, device.changesFromSeconds().isPresent());
    addIf(active, Effect.FAULTS, device.faults().filter(Faults::isPresent).isPresent());
    addIf(active, Effect.DEVICE_TO_DEVICE, device.hasDeviceToDevice());
    addIf(
        active,
        Effect.CYCLE_TO_CYCLE,
        device.response().filter(PulseResponse::isRandom).isPresent());
    addIf(active, Effect.PULSES, trains.isPresent() && device.response().isPresent());
    return active;
  }

  private static void addIf(Set<Effect> active, Effect effect, boolean present) {
    if (present) {
      active.add(effect);
    }
  }

  /** The same tile with those effects alone that are in {@code wanted}. */
  public AnalogTileSpec only(Set<Effect> wanted) {
    DeviceModel model = device;
    model = wanted.contains(Effect.READ_NOISE) ? model : model.withoutReadNoise();
    model = wanted.contains(Effect.PROGRAMMING_ERROR) ? model : model.withoutProgrammingError();
    model = wanted.contains(Effect.WRITE_NOISE) ? model : model.withoutWriteNoise();
    model = wanted.contains(Effect.LEVELS) ? model : model.withoutLevels();
    model = wanted.contains(Effect.DRIFT) ? model : model.withoutDrift();
    model = wanted.contains(Effect.FAULTS) ? model : model.withoutFaults();
    model = wanted.contains(Effect.DEVICE_TO_DEVICE) ? model : model.withoutDeviceToDevice();
    model = wanted.contains(Effect.CYCLE_TO_CYCLE) ? model : model.withoutCycleToCycle();
    return new AnalogTileSpec(
        model,
        cell,
        scaling,
        verify,
        only(forward, wanted),
        only(backward, wanted),
        wiring.filter(w -> wanted.contains(Effect.WIRES)),
        trains.filter(t -> wanted.contains(Effect.PULSES)),
        readSeconds,
        pulseSeconds);
  }

  private static ReadPath only(ReadPath path, Set<Effect> wanted) {
    boolean distorted = wanted.contains(Effect.DISTORTION);
    return path.with(
            path.dac().filter(d -> wanted.contains(Effect.DAC)),
            path.adc()
                .filter(a -> wanted.contains(Effect.ADC))
                .map(a -> wanted.contains(Effect.ADC_MISMATCH) ? a : a.ideal()))
        .withNoise(
            wanted.contains(Effect.INPUT_NOISE) ? path.inputNoise() : 0,
            wanted.contains(Effect.OUTPUT_NOISE) ? path.outputNoise() : 0)
        .with(
            distorted ? path.inputAsymmetry() : 0,
            path.distortion().only(wanted.contains(Effect.STATIC_DROP), distorted));
  }

  /** An array of this kind as a model of energy sees it. */
  EnergyModel.Array energyArray(int inputs, int outputs) {
    return new EnergyModel.Array(
        inputs,
        outputs,
        forward.dac().map(Dac::bits).orElse(0),
        forward.adc().map(AnalogTileSpec::bits).orElse(0),
        readSeconds);
  }

  /** Bits of a converter of so many steps; 0 if it does not round. */
  private static int bits(Adc adc) {
    double steps = adc.step() == 0 ? 0 : (adc.high() - adc.low()) / adc.step();
    return steps == 0 ? 0 : (int) Math.round(Math.log(steps + 2) / Math.log(2));
  }

  /** The same tile with inputs that reach the lines as they are, within ±1. */
  AnalogTileSpec withoutInputConverter() {
    return new AnalogTileSpec(
        device,
        cell,
        scaling,
        verify,
        bare(forward),
        bare(backward),
        wiring,
        trains,
        readSeconds,
        pulseSeconds);
  }

  private static ReadPath bare(ReadPath path) {
    return path.with(Optional.empty(), path.adc()).with(new InputScaling.None());
  }

  /** The same tile around another cell, whose range stays as it is. */
  public AnalogTileSpec with(UnitCell other) {
    return new AnalogTileSpec(
        device,
        other,
        WeightScaling.NONE,
        verify,
        forward,
        backward,
        wiring,
        trains,
        readSeconds,
        pulseSeconds);
  }

  /** The same tile with other trains, or none. */
  public AnalogTileSpec with(Optional<PulseTrains> other) {
    return new AnalogTileSpec(
        device, cell, scaling, verify, forward, backward, wiring, other, readSeconds, pulseSeconds);
  }

  /**
   * Mean change of a cell's difference for one coincidence, at mid-range of the nominal device; in
   * a pair of one-directional devices, where one moves alone, its step up.
   *
   * @throws java.util.NoSuchElementException if the device has no pulse response
   */
  public double granularity() {
    return cell.granularity(device.response().orElseThrow());
  }
}
