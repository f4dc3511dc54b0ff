package dev.mho.device;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/** The pulses with which the device was characterised: what SET, RESET and read mean. */
public record PulseTable(Pulse set, Pulse reset, Pulse read) {

  /**
   * A rectangular pulse.
   *
   * @param volts amplitude with its sign, not zero
   * @param seconds width, above 0 and at most 10
   */
  public record Pulse(double volts, double seconds) {
    public Pulse {
      Check.finite("volts", volts);
      if (volts == 0) {
        throw BadInputException.at("volts", "0.0", "a finite number, not zero");
      }
      Check.positive("seconds", seconds);
      Check.within("seconds", seconds, 0, 10);
    }
  }

  public PulseTable {
    Check.present("set", set);
    Check.present("reset", reset);
    Check.present("read", read);
  }
}
