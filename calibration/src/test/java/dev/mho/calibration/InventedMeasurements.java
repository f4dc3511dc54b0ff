package dev.mho.calibration;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.Provenance;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.curve.Curve;
import dev.mho.device.noise.ProgrammingError;
import dev.mho.device.noise.Reach;
import dev.mho.device.noise.WhiteReadNoise;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.spread.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the files of {@code examples/measured}: what a bench would write of a device that was
 * invented for them, so that they can be given away and their truth is known.
 */
public final class InventedMeasurements {
  private static final NoiseStream SEED = NoiseStream.root(2026).child("invented");
  private static final ConductanceRange RANGE = ConductanceRange.of(2e-6, 40e-6);

  /** The device that is measured. */
  static final DeviceModel TRUTH =
      DeviceModel.named("truth", "invented", RANGE, Provenance.of("invented"))
          .response(
              Optional.of(
                  new ExponentialStep(
                      new ExponentialStep.Branch(0.06, 0.05, 2.8),
                      Optional.of(new ExponentialStep.Branch(0.08, 0.10, 2.2)),
                      Optional.of(new CycleToCycle(0, 0, 0.004, 0)),
                      Optional.of(new DeviceToDevice(Spread.normal(0.15), 0.05, Spread.none())))))
          .programmingError(
              Optional.of(
                  new ProgrammingError(
                      Curve.constant(0.02), ProgrammingError.Shape.NORMAL, Reach.BOUNDS)))
          .readNoise(Optional.of(new WhiteReadNoise(0.004, 0)))
          .drift(Optional.of(new PowerLawDrift(1, 0.05, 0.01)))
          .build();

  private InventedMeasurements() {}

  /** Writes the files into a folder. */
  public static void main(String[] arguments) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(Path.of(arguments[0]).resolve(file.getKey()), file.getValue());
    }
  }

  /** Text of every file, by name. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pulses.csv", pulses());
    files.put("programming.csv", programming());
    files.put("reads.csv", reads());
    files.put("retention.csv", retention());
    files.put("converter.csv", converter());
    files.put("iv.csv", currents());
    return files;
  }

  private static String said(String what, String header) {
    return "# invented, not measured: " + what + "\n" + header + "\n";
  }

  private static DeviceArray devices(String purpose, int count) {
    return new DeviceArray(TRUTH, Placement.whole(1, count), SEED.child(purpose));
  }

  /** What an ammeter would read of a device, in microsiemens. */
  private static double read(
      DeviceArray devices, int device, double now, NoiseStream reads, int n) {
    double g = devices.conductance(device, now);
    double sigma = Math.sqrt(devices.readVariance(device, g, now));
    return 1e6 * RANGE.siemens(g + sigma * reads.normal(device, n));
  }

  private static String pulses() {
    StringBuilder text =
        new StringBuilder(
            said(
                "8 devices, 80 pulses up and 80 down, a read after each",
                "device,polarity,pulse,G (uS)"));
    DeviceArray devices = devices("pulses", 8);
    NoiseStream reads = SEED.child("pulses read");
    devices.program(new float[devices.size()], 0);
    for (int device = 0; device < devices.size(); device++) {
      for (Polarity polarity : Polarity.values()) {
        for (int pulse = 0; pulse <= 80; pulse++) {
          if (pulse > 0) {
            devices.pulse(device, 1, polarity, 0);
          }
          int number = polarity.ordinal() * 81 + pulse;
          text.append(
              String.format(
                  Locale.ROOT,
                  "D%d,%s,%d,%.3f%n",
                  device + 1,
                  polarity == Polarity.UP ? "up" : "down",
                  pulse,
                  read(devices, device, 0, reads, number)));
        }
      }
    }
    return unixLines(text);
  }

  private static String programming() {
    StringBuilder text =
        new StringBuilder(said("40 writes to each of 6 targets", "device,target (uS),G (uS)"));
    for (int target = 5; target <= 35; target += 6) {
      DeviceArray devices = devices("programming " + target, 40);
      float[] targets = new float[devices.size()];
      Arrays.fill(targets, (float) RANGE.normalised(1e-6 * target));
      devices.program(targets, 0);
      for (int device = 0; device < devices.size(); device++) {
        text.append(
            String.format(
                Locale.ROOT,
                "D%d,%d,%.3f%n",
                device + 1,
                target,
                1e6 * RANGE.siemens(devices.conductance(device, 0))));
      }
    }
    return unixLines(text);
  }

  private static String reads() {
    StringBuilder text =
        new StringBuilder(
            said("6 states, read 100 times, a read a millisecond", "device,t (s),G (uS)"));
    DeviceArray devices = devices("reads", 6);
    float[] targets = {0.05f, 0.2f, 0.4f, 0.6f, 0.8f, 0.95f};
    devices.program(targets, 0);
    NoiseStream reads = SEED.child("reads read");
    for (int device = 0; device < targets.length; device++) {
      for (int n = 0; n < 100; n++) {
        text.append(
            String.format(
                Locale.ROOT,
                "D%d,%.3f,%.3f%n",
                device + 1,
                1e-3 * n,
                read(devices, device, 1e-3 * n, reads, n)));
      }
    }
    return unixLines(text);
  }

  private static String retention() {
    StringBuilder text =
        new StringBuilder(
            said("12 devices, read up to a day after the write", "device,t (s),G (uS)"));
    DeviceArray devices = devices("retention", 12);
    float[] targets = new float[devices.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = 0.3f + 0.05f * i;
    }
    devices.program(targets, 0);
    double[] seconds = {1, 10, 100, 1000, 10_000, 86_400};
    for (int device = 0; device < targets.length; device++) {
      for (double second : seconds) {
        text.append(
            String.format(
                Locale.ROOT,
                "D%d,%.0f,%.4f%n",
                device + 1,
                second,
                1e6 * RANGE.siemens(devices.conductance(device, second))));
      }
    }
    return unixLines(text);
  }

  /** A 5-bit converter over 0 to 1 V whose levels bow by half a step and scatter by a tenth. */
  private static String converter() {
    StringBuilder text =
        new StringBuilder(
            said("a 5-bit converter over 0 to 1 V", "code_from,code_to,V_transition (V)"));
    NoiseStream levels = SEED.child("converter");
    for (int code = 1; code < 32; code++) {
      double bow = 0.5 * Math.sin(Math.PI * code / 32);
      double volts = (code + bow + 0.1 * levels.normal(code, 0)) / 32;
      text.append(String.format(Locale.ROOT, "%d,%d,%.5f%n", code - 1, code, volts));
    }
    return unixLines(text);
  }

  /** A ramp within the read range of a device of 20 uS, cubic term 3 per square volt. */
  private static String currents() {
    StringBuilder text = new StringBuilder(said("a ramp within the read range", "V (V),I (A)"));
    NoiseStream noise = SEED.child("currents");
    for (int n = 0; n <= 30; n++) {
      double volts = 0.01 * n;
      double amperes = 20e-6 * (volts + 3 * volts * volts * volts) + 5e-9 * noise.normal(n, 0);
      text.append(String.format(Locale.ROOT, "%.2f,%.4e%n", volts, amperes));
    }
    return unixLines(text);
  }

  private static String unixLines(StringBuilder text) {
    return text.toString().replace("\r\n", "\n");
  }
}
