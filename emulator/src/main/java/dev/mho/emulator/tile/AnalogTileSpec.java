package dev.mho.emulator.tile;

import dev.mho.device.DeviceModel;
import dev.mho.device.fault.Faults;
import dev.mho.device.format.Check;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.emulator.cell.DifferentialPair;
import dev.mho.emulator.cell.Wiring;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.update.PulseTrains;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that makes an emulated array: device, cell, converters, pulse trains, timing.
 *
 * @param device the technology
 * @param cell how a weight sits in it
 * @param dac converter of the inputs; empty: none, inputs reach the lines as they are
 * @param adc converter of the outputs; empty: none, and nothing saturates
 * @param inputScaling what samples are divided by before the DAC
 * @param boundManagement what happens when the ADC saturates
 * @param wiring the array's wires; empty: ideal conductors
 * @param trains pulse trains; empty: exact changes without bounds
 * @param readSeconds duration of one read of one sample, > 0
 * @param pulseSeconds duration of one slot of a train, > 0
 */
public record AnalogTileSpec(
    DeviceModel device,
    DifferentialPair cell,
    Optional<Dac> dac,
    Optional<Adc> adc,
    InputScaling inputScaling,
    BoundManagement boundManagement,
    Optional<Wiring> wiring,
    Optional<PulseTrains> trains,
    double readSeconds,
    double pulseSeconds) {

  public AnalogTileSpec {
    Check.positive("read_seconds", readSeconds);
    Check.positive("pulse_seconds", pulseSeconds);
  }

  /** Effects that this tile shows; an effect of size zero is none. */
  public Set<Effect> effects() {
    EnumSet<Effect> active = EnumSet.noneOf(Effect.class);
    addIf(active, Effect.DAC, dac.isPresent());
    addIf(active, Effect.ADC, adc.isPresent());
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
        dac.filter(d -> wanted.contains(Effect.DAC)),
        adc.filter(a -> wanted.contains(Effect.ADC)),
        inputScaling,
        boundManagement,
        wiring.filter(w -> wanted.contains(Effect.WIRES)),
        trains.filter(t -> wanted.contains(Effect.PULSES)),
        readSeconds,
        pulseSeconds);
  }

  /** The same tile around another cell. */
  public AnalogTileSpec with(DifferentialPair other) {
    return new AnalogTileSpec(
        device,
        other,
        dac,
        adc,
        inputScaling,
        boundManagement,
        wiring,
        trains,
        readSeconds,
        pulseSeconds);
  }

  /**
   * Mean change of g⁺ − g⁻ for one coincidence, at mid-range of the nominal device; of a
   * one-directional device, which moves alone, its step up.
   *
   * @throws java.util.NoSuchElementException if the device has no pulse response
   */
  public double granularity() {
    PulseResponse response = device.response().orElseThrow();
    double up = response.nominalStep(Polarity.UP);
    return response.lowers() ? up + response.nominalStep(Polarity.DOWN) : up;
  }
}
