package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Relaxation;
import dev.mho.device.retention.Temperature;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conductance against time after a write that hits, at five levels of the range. */
final class RetentionPanel {
  private static final double[] LEVELS = {0.9, 0.7, 0.5, 0.3, 0.1};
  private static final int POINTS = 61;
  private static final int DECADES_OF_POWER_LAW = 6;

  private final DeviceArray devices;
  private final ConductanceRange range;
  private final SiemensUnit unit;
  private final String temperature;
  private final double firstSeconds;
  private final double lastSeconds;

  RetentionPanel(DeviceModel model, SiemensUnit unit) {
    this.range = model.conductance();
    this.unit = unit;
    this.temperature =
        model.temperature().map(t -> " at " + SiemensUnit.digits(t.kelvin()) + " K").orElse("");
    double acceleration = model.temperature().map(Temperature::acceleration).orElse(1.0);
    double[] span = model.drift().map(RetentionPanel::span).orElseGet(() -> walk(model));
    this.firstSeconds = span[0] / acceleration;
    this.lastSeconds = span[1] / acceleration;
    DeviceModel shown =
        model
            .withoutProgrammingError()
            .withoutFaults()
            .withoutWriteNoise()
            .withoutDeviceToDevice()
            .withoutLevels()
            .but()
            .telegraph(Optional.empty())
            .build();
    this.devices = DevicePortrait.sample(shown, LEVELS.length);
  }

  /** The times over which something can be seen, in seconds at the temperature of the file. */
  private static double[] span(Drift drift) {
    if (drift instanceof PowerLawDrift power) {
      double t0 = power.t0Seconds();
      return new double[] {t0 / 10, t0 * Math.pow(10, DECADES_OF_POWER_LAW)};
    }
    if (drift instanceof Relaxation relaxation) {
      List<Relaxation.Snapshot> snapshots = relaxation.snapshots();
      double last = snapshots.get(snapshots.size() - 1).seconds();
      double first = snapshots.get(0).seconds();
      return new double[] {first > 0 ? first : snapshots.get(1).seconds() / 100, last};
    }
    double lifetime = ((Decay) drift).lifetimeSeconds();
    return new double[] {lifetime / 1000, lifetime * 10};
  }

  /** From 1 % of the range to 30 % of it. */
  private static double[] walk(DeviceModel model) {
    double rho = model.diffusion().orElseThrow().ofRangePerRootSecond();
    return new double[] {Math.pow(0.01 / rho, 2), Math.pow(0.3 / rho, 2)};
  }

  Figure figure() {
    Placement placement = devices.placement();
    int each = placement.cols();
    float[] target = new float[devices.size()];
    for (int i = 0; i < target.length; i++) {
      target[i] = (float) LEVELS[i / each];
    }
    devices.program(target, 0);
    double[] seconds = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      seconds[k] = firstSeconds * Math.pow(lastSeconds / firstSeconds, k / (POINTS - 1.0));
    }
    List<Curve> curves = new ArrayList<>();
    boolean spread = false;
    for (int level = 0; level < LEVELS.length; level++) {
      int first = level * each;
      Population population = new Population(seconds);
      for (int k = 0; k < POINTS; k++) {
        double at = seconds[k];
        population.see(k, each, i -> siemens(first + i, at));
      }
      spread |= population.halfWidth() > 0;
      curves.add(population.curve(unit.text(range.siemens(LEVELS[level])) + " " + unit.symbol()));
    }
    return new Figure(
        "retention",
        "Conductance after a write"
            + temperature
            + (spread ? " (median, 5 to 95 % of the devices)" : ""),
        "time since the write (s)",
        "conductance (" + unit.symbol() + ")",
        true,
        false,
        curves);
  }

  private double siemens(int device, double at) {
    return unit.of(range.siemens(devices.conductance(device, at)));
  }
}
