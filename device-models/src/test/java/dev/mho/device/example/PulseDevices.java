package dev.mho.device.example;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceFile;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.SoftBounds;
import java.util.Locale;
import java.util.Optional;

/** Describes a device, makes a hundred of it, pulses one of them and reads it. */
public final class PulseDevices {
  private PulseDevices() {}

  /** Prints the conductance of one device along thirty pulses up and thirty down. */
  public static void main(String[] arguments) {
    ConductanceRange range = ConductanceRange.of(2e-6, 40e-6); // siemens
    SoftBounds response =
        new SoftBounds(
            0.04, // step up in the middle of the range, fraction of the range
            Optional.of(0.06), // step down
            0.5, // the middle: where these are the steps
            Optional.of(new CycleToCycle(0.3, 0, 0, 0)), // each pulse 30 % of its step
            Optional.of(DeviceToDevice.ofStep(0.2, 0.05))); // devices differ by 20 %
    DeviceModel device =
        DeviceModel.named("mine", "ReRAM, HfO2", range, Provenance.of("an estimate"))
            .response(Optional.of(response))
            .readNoise(Optional.of(new WhiteReadNoise(0.002, 0.01))) // of G_max, of G
            .build();
    System.out.println(DeviceFile.print(device).lines().count() + " lines as a device file");

    DeviceArray devices = new DeviceArray(device, Placement.whole(1, 100), NoiseStream.root(42));
    NoiseStream reads = NoiseStream.root(42).child("reads");
    devices.program(new float[devices.size()], 0); // all to G_min, at emulated second 0
    for (int pulses = 0; pulses <= 60; pulses += 10) {
      double g = devices.conductance(7, 0); // from 0, G_min, to 1, G_max
      double sigma = Math.sqrt(devices.readVariance(7, g, 0));
      double read = g + sigma * reads.normal(7, pulses);
      System.out.printf(
          Locale.ROOT,
          "after %2d pulses: %5.2f uS, read as %5.2f uS%n",
          pulses,
          1e6 * range.siemens(g),
          1e6 * range.siemens(read));
      devices.pulse(7, 10, pulses < 30 ? Polarity.UP : Polarity.DOWN, 0);
    }
  }
}
