package dev.mho.device;

import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.noise.TelegraphNoise;
import dev.mho.device.noise.WriteNoise;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.IntegratedPulse;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Reference;
import dev.mho.device.retention.Diffusion;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.Temperature;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is known about one device technology. A part that was not measured is empty and
 * contributes nothing.
 *
 * @param name short name, letters, digits, dots and dashes
 * @param technology its kind, then after a comma what it is made of: {@code ReRAM, HfO2}
 * @param conductance nominal range, spread of the bounds, number of levels
 * @param response how a pulse moves it; a device without one cannot be trained by pulses
 * @param reset what one erasing pulse leaves
 * @param reference what its conductance is compared with where a weight is a single device
 * @param programmingError what a write misses
 * @param writeNoise what is seen beside the state after each write and pulse
 * @param readNoise what each read adds
 * @param telegraph switching between two levels
 * @param drift what time does
 * @param diffusion random walk with time
 * @param temperature how much faster drift and diffusion run
 * @param faults what does not work
 * @param pulse volts and seconds of SET, RESET and read
 * @param provenance where the numbers come from
 */
public record DeviceModel(
    String name,
    String technology,
    ConductanceRange conductance,
    Optional<PulseResponse> response,
    Optional<AbruptReset> reset,
    Optional<Reference> reference,
    Optional<ProgrammingError> programmingError,
    Optional<WriteNoise> writeNoise,
    Optional<ReadNoise> readNoise,
    Optional<TelegraphNoise> telegraph,
    Optional<Drift> drift,
    Optional<Diffusion> diffusion,
    Optional<Temperature> temperature,
    Optional<Faults> faults,
    Optional<PulseTable> pulse,
    Provenance provenance) {

  public DeviceModel {
    Check.present("name", name);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
      throw BadInputException.at("name", "\"" + name + "\"", "letters, digits, dots and dashes");
    }
    Check.present("technology", technology);
    Check.present("conductance", conductance);
    Check.present("provenance", provenance);
    if (temperature.isPresent() && drift.isEmpty() && diffusion.isEmpty()) {
      throw BadInputException.at(
          "temperature", "a device without drift and diffusion", "one that time changes");
    }
    if (response.isPresent() && response.get() instanceof IntegratedPulse integrated) {
      requireRange(conductance, integrated);
    }
    boolean oneDirectional = isOneDirectional(response);
    if (oneDirectional && reset.isEmpty()) {
      throw BadInputException.at(
          "reset",
          "none, for a response without a down branch",
          "{ to, device_spread, spread }: what one erasing pulse leaves");
    }
    if (reference.filter(Reference::symmetryPoint).isPresent()
        && (response.isEmpty() || oneDirectional)) {
      throw BadInputException.at(
          "reference.symmetry_point",
          "true, for a device that is not pulsed both ways",
          "false, or a response with up and down");
    }
  }

  /** A compact model brings its own range, and the file must say the same to a thousandth. */
  private static void requireRange(ConductanceRange range, IntegratedPulse pulse) {
    double tolerance = 1e-3 * pulse.onSiemens();
    if (Math.abs(range.minSiemens() - pulse.offSiemens()) > tolerance
        || Math.abs(range.maxSiemens() - pulse.onSiemens()) > tolerance) {
      throw BadInputException.at(
          "conductance",
          range.minSiemens() + " to " + range.maxSiemens() + " S",
          "what the compact model conducts when read, "
              + pulse.offSiemens()
              + " to "
              + pulse.onSiemens()
              + " S");
    }
  }

  /** The kind of technology: what {@code technology} says before its first comma. */
  public String kind() {
    return technology.split(",", 2)[0].strip();
  }

  /** Whether pulses only raise the conductance, so that it takes a reset to bring it down. */
  public boolean isOneDirectional() {
    return isOneDirectional(response);
  }

  private static boolean isOneDirectional(Optional<PulseResponse> response) {
    return response.filter(r -> !r.lowers()).isPresent();
  }

  /**
   * Time after a write, in seconds at the temperature of use, from which on the conductance
   * changes; empty if it never does.
   */
  public OptionalDouble changesFromSeconds() {
    if (diffusion.isPresent()) {
      return OptionalDouble.of(0);
    }
    double acceleration = temperature.map(Temperature::acceleration).orElse(1.0);
    return drift
        .map(d -> OptionalDouble.of(d.onsetSeconds() / acceleration))
        .orElse(OptionalDouble.empty());
  }

  /** A device of which nothing is known but its range: every optional part is empty. */
  public static Builder named(
      String name, String technology, ConductanceRange conductance, Provenance provenance) {
    return new Builder(name, technology, conductance, provenance);
  }

  /** This device, to be changed in parts. */
  public Builder but() {
    Builder builder = named(name, technology, conductance, provenance);
    builder.response = response;
    builder.reset = reset;
    builder.reference = reference;
    builder.programmingError = programmingError;
    builder.writeNoise = writeNoise;
    builder.readNoise = readNoise;
    builder.telegraph = telegraph;
    builder.drift = drift;
    builder.diffusion = diffusion;
    builder.temperature = temperature;
    builder.faults = faults;
    builder.pulse = pulse;
    return builder;
  }

  /** The same device, reads exact: no read noise, no telegraph noise. */
  public DeviceModel withoutReadNoise() {
    return but().readNoise(Optional.empty()).telegraph(Optional.empty()).build();
  }

  /** The same device, each write exact. */
  public DeviceModel withoutProgrammingError() {
    return but().programmingError(Optional.empty()).build();
  }

  /** The same device, seen as it is after each write and pulse. */
  public DeviceModel withoutWriteNoise() {
    return but().writeNoise(Optional.empty()).build();
  }

  /** The same device, unchanged by time. */
  public DeviceModel withoutDrift() {
    return but()
        .drift(Optional.empty())
        .diffusion(Optional.empty())
        .temperature(Optional.empty())
        .build();
  }

  /** The same device, none stuck and none that wears out. */
  public DeviceModel withoutFaults() {
    return but().faults(Optional.empty()).build();
  }

  /** The same device, holding any conductance. */
  public DeviceModel withoutLevels() {
    return but().conductance(conductance.withoutLevels()).build();
  }

  /** The same device, every pulse making its mean step. */
  public DeviceModel withoutCycleToCycle() {
    return but().response(response.map(PulseResponse::withoutCycleToCycle)).build();
  }

  /** The same device, all devices alike in bounds and response. */
  public DeviceModel withoutDeviceToDevice() {
    return but()
        .conductance(conductance.withoutSpread())
        .response(response.map(PulseResponse::withoutDeviceToDevice))
        .build();
  }

  /** Whether devices of this technology differ from each other in bounds or response. */
  public boolean hasDeviceToDevice() {
    Optional<DeviceToDevice> spread = response.flatMap(PulseResponse::deviceToDevice);
    return conductance.isSpread() || spread.isPresent();
  }

  /** A device in the making. */
  public static final class Builder {
    private final String name;
    private final String technology;
    private Provenance provenance;
    private ConductanceRange conductance;
    private Optional<PulseResponse> response = Optional.empty();
    private Optional<AbruptReset> reset = Optional.empty();
    private Optional<Reference> reference = Optional.empty();
    private Optional<ProgrammingError> programmingError = Optional.empty();
    private Optional<WriteNoise> writeNoise = Optional.empty();
    private Optional<ReadNoise> readNoise = Optional.empty();
    private Optional<TelegraphNoise> telegraph = Optional.empty();
    private Optional<Drift> drift = Optional.empty();
    private Optional<Diffusion> diffusion = Optional.empty();
    private Optional<Temperature> temperature = Optional.empty();
    private Optional<Faults> faults = Optional.empty();
    private Optional<PulseTable> pulse = Optional.empty();

    private Builder(
        String name, String technology, ConductanceRange conductance, Provenance provenance) {
      this.name = name;
      this.technology = technology;
      this.conductance = conductance;
      this.provenance = provenance;
    }

    /** Sets the range. */
    public Builder conductance(ConductanceRange to) {
      conductance = to;
      return this;
    }

    /** Sets where the numbers come from. */
    public Builder provenance(Provenance to) {
      provenance = to;
      return this;
    }

    /** Sets how a pulse moves it. */
    public Builder response(Optional<PulseResponse> to) {
      response = to;
      return this;
    }

    /** Sets what an erasing pulse leaves. */
    public Builder reset(Optional<AbruptReset> to) {
      reset = to;
      return this;
    }

    /** Sets what a single device is compared with. */
    public Builder reference(Optional<Reference> to) {
      reference = to;
      return this;
    }

    /** Sets what a write misses. */
    public Builder programmingError(Optional<ProgrammingError> to) {
      programmingError = to;
      return this;
    }

    /** Sets what is seen beside the state after a write or pulse. */
    public Builder writeNoise(Optional<WriteNoise> to) {
      writeNoise = to;
      return this;
    }

    /** Sets what each read adds. */
    public Builder readNoise(Optional<ReadNoise> to) {
      readNoise = to;
      return this;
    }

    /** Sets switching between two levels. */
    public Builder telegraph(Optional<TelegraphNoise> to) {
      telegraph = to;
      return this;
    }

    /** Sets what time does. */
    public Builder drift(Optional<Drift> to) {
      drift = to;
      return this;
    }

    /** Sets the random walk with time. */
    public Builder diffusion(Optional<Diffusion> to) {
      diffusion = to;
      return this;
    }

    /** Sets how much faster drift and diffusion run. */
    public Builder temperature(Optional<Temperature> to) {
      temperature = to;
      return this;
    }

    /** Sets what does not work. */
    public Builder faults(Optional<Faults> to) {
      faults = to;
      return this;
    }

    /** Sets volts and seconds. */
    public Builder pulse(Optional<PulseTable> to) {
      pulse = to;
      return this;
    }

    /**
     * The device.
     *
     * @throws BadInputException if its parts do not belong together
     */
    public DeviceModel build() {
      return new DeviceModel(
          name,
          technology,
          conductance,
          response,
          reset,
          reference,
          programmingError,
          writeNoise,
          readNoise,
          telegraph,
          drift,
          diffusion,
          temperature,
          faults,
          pulse,
          provenance);
    }
  }
}
