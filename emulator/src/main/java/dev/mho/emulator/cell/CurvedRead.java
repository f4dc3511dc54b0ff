package dev.mho.emulator.cell;

import dev.mho.device.format.Check;
import dev.mho.emulator.circuit.CellCurve;

/**
 * Reads of devices whose current bends with the voltage, so that it matters how large that is.
 *
 * @param curve the devices' own, relative to their conductance at zero volts
 * @param fullScaleVolts voltage of an input of 1, > 0
 */
public record CurvedRead(CellCurve curve, double fullScaleVolts) {
  public CurvedRead {
    Check.present("curve", curve);
    Check.positive("full-scale (V)", fullScaleVolts);
  }
}
