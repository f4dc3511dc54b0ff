package dev.mho.emulator.cell;

import dev.mho.device.ConductanceRange;
import dev.mho.device.array.DeviceArray;

/** The devices of one role as a circuit numbers them: input · outputs + output. */
record WiredDevices(DeviceArray devices) {

  /**
   * Conductances in siemens. Spread bounds and changes without bounds can put a device of the model
   * below 0 S, where no device can be; the circuit takes it as 0 S.
   */
  double[] siemens(double now) {
    ConductanceRange range = devices.model().conductance();
    int inputs = devices.placement().cols();
    int outputs = devices.placement().rows();
    double[] siemens = new double[devices.size()];
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < inputs; j++) {
        double g = range.siemens(devices.conductance(k * inputs + j, now));
        siemens[j * outputs + k] = Math.max(0, g);
      }
    }
    return siemens;
  }

  /** Variance of one read of each device, in units of the conductance range squared. */
  double[] readVariances(double now) {
    int inputs = devices.placement().cols();
    int outputs = devices.placement().rows();
    double[] variances = new double[devices.size()];
    for (int k = 0; k < outputs; k++) {
      for (int j = 0; j < inputs; j++) {
        int cell = k * inputs + j;
        float g = devices.conductance(cell, now);
        variances[j * outputs + k] = devices.readVariance(cell, g, now);
      }
    }
    return variances;
  }
}
