package dev.mho.device;

import dev.mho.device.fault.Faults;
import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.ReadNoise;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.retention.Drift;
import java.util.Optional;

/**
 * All that is known about one device technology. A part that was not measured is empty and
 * contributes nothing.
 *
 * @param name short name, letters, digits, dots and dashes
 * @param technology what it is made of, in words
 * @param conductance nominal range and the spread of the bounds
 * @param response how a pulse moves it; a device without one cannot be trained by pulses
 * @param readNoise what a read adds
 * @param programmingError what a write misses
 * @param drift what time does
 * @param faults what does not work
 * @param pulse volts and seconds of SET, RESET and read
 * @param provenance where the numbers come from
 */
public record DeviceModel(
    String name,
    String technology,
    ConductanceRange conductance,
    Optional<PulseResponse> response,
    Optional<ReadNoise> readNoise,
    Optional<ProgrammingError> programmingError,
    Optional<Drift> drift,
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
  }

  /** The same device with another pulse response. */
  public DeviceModel withResponse(Optional<PulseResponse> other) {
    return new DeviceModel(
        name,
        technology,
        conductance,
        other,
        readNoise,
        programmingError,
        drift,
        faults,
        pulse,
        provenance);
  }

  /** The same device, each read exact. */
  public DeviceModel withoutReadNoise() {
    return new DeviceModel(
        name,
        technology,
        conductance,
        response,
        Optional.empty(),
        programmingError,
        drift,
        faults,
        pulse,
        provenance);
  }

  /** The same device, each write exact. */
  public DeviceModel withoutProgrammingError() {
    return new DeviceModel(
        name,
        technology,
        conductance,
        response,
        readNoise,
        Optional.empty(),
        drift,
        faults,
        pulse,
        provenance);
  }

  /** The same device, unchanged by time. */
  public DeviceModel withoutDrift() {
    return new DeviceModel(
        name,
        technology,
        conductance,
        response,
        readNoise,
        programmingError,
        Optional.empty(),
        faults,
        pulse,
        provenance);
  }

  /** The same device, none stuck. */
  public DeviceModel withoutFaults() {
    return new DeviceModel(
        name,
        technology,
        conductance,
        response,
        readNoise,
        programmingError,
        drift,
        Optional.empty(),
        pulse,
        provenance);
  }

  /** The same device, every pulse making its mean step. */
  public DeviceModel withoutCycleToCycle() {
    return withResponse(response.map(r -> r.withSpreads(Optional.empty(), r.deviceToDevice())));
  }

  /** The same device, all devices alike (bounds and steps). */
  public DeviceModel withoutDeviceToDevice() {
    return new DeviceModel(
        name,
        technology,
        conductance.withoutSpread(),
        response.map(r -> r.withSpreads(r.cycleToCycle(), Optional.empty())),
        readNoise,
        programmingError,
        drift,
        faults,
        pulse,
        provenance);
  }

  /** Whether devices of this technology differ from each other in bounds or steps. */
  public boolean hasDeviceToDevice() {
    return conductance.minSpread() > 0
        || conductance.maxSpread() > 0
        || response.flatMap(PulseResponse::deviceToDevice).isPresent();
  }
}
