package dev.mho.experiments.model;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.array.Placement;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.AbruptReset;
import dev.mho.device.response.CycleToCycle;
import dev.mho.device.response.DeviceToDevice;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.response.Specimen;
import dev.mho.device.spread.Spread;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How pulses and devices differ. */
final class SpreadSheet {
  private static final int PULSES = 60;
  private static final int DEVICES = 100;
  private static final ExponentialStep.Branch BRANCH = new ExponentialStep.Branch(0.04, 0.05, 2.9);

  private SpreadSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "How pulses differ from pulses, and devices from devices",
        List.of("Bands reach from the lowest to the highest of " + DEVICES + " devices."),
        List.of(sizes(), trains(), multipliers(), resets()),
        List.of());
  }

  private static ExponentialStep response(
      Optional<CycleToCycle> pulses, Optional<DeviceToDevice> devices) {
    return new ExponentialStep(BRANCH, Optional.of(BRANCH), pulses, devices);
  }

  private static Figure sizes() {
    PulseResponse family = response(Optional.empty(), Optional.empty());
    Specimen nominal = Specimen.nominal(family);
    Grid g = Grid.linear(0, 1);
    return Grid.panel(
        "cycle_to_cycle: spread of a step",
        "g",
        "standard deviation, fraction of the range",
        size(g, "of_step: 0.3", new CycleToCycle(0.3, 0, 0, 0)),
        size(g, "of_scale: 0.3", new CycleToCycle(0, 0.3, 0, 0)),
        size(g, "of_range: 0.006", new CycleToCycle(0, 0, 0.006, 0)),
        size(g, "of_state: 0.01", new CycleToCycle(0, 0, 0, 0.01)),
        g.guide("the step itself", at -> family.step(Polarity.UP, at, nominal)));
  }

  /** The spread is what a drawn step misses its mean by, over the normal number of the draw. */
  private static Curve size(Grid g, String name, CycleToCycle spread) {
    PulseResponse family = response(Optional.of(spread), Optional.empty());
    Specimen nominal = Specimen.nominal(family);
    NoiseStream noise = TestDevices.SEED.child("steps");
    double xi = noise.normal(0, 0);
    return g.line(
        name,
        at ->
            (family.drawnStep(Polarity.UP, at, nominal, noise, 0, 0)
                    - family.step(Polarity.UP, at, nominal))
                / xi);
  }

  private static Figure trains() {
    double[] pulse = Grid.linear(0, 2 * PULSES, 2 * PULSES + 1).x();
    DeviceModel pulses =
        TestDevices.with(response(Optional.of(new CycleToCycle(0.5, 0, 0, 0)), Optional.empty()));
    DeviceModel devices =
        TestDevices.with(
            response(
                Optional.empty(),
                Optional.of(new DeviceToDevice(Spread.normal(0.2), 0.1, Spread.none()))));
    DeviceModel bounds =
        TestDevices.with(
                new SoftBounds(0.03, Optional.of(0.03), 0.5, Optional.empty(), Optional.empty()))
            .but()
            .conductance(
                new ConductanceRange(
                    0, 1e-4, Spread.normal(0.05), Spread.normal(0.1), Optional.empty()))
            .build();
    return Grid.panel(
        "What that does to trains",
        "pulse",
        "g",
        Curve.ofRuns(
            "steps of devices ± 20 %", pulse, TestDevices.trains(devices, DEVICES, PULSES)),
        Curve.ofRuns("pulses ± 50 %", pulse, TestDevices.trains(pulses, DEVICES, PULSES)),
        Curve.ofRuns(
            "soft bounds, bounds ± 5, 10 %", pulse, TestDevices.trains(bounds, DEVICES, PULSES)));
  }

  private static Figure multipliers() {
    double[] xi = TestDevices.normals("multipliers", 200_000);
    List<Curve> curves = new ArrayList<>();
    for (double sigma : new double[] {0.3, 0.8}) {
      for (Spread spread : new Spread[] {Spread.normal(sigma), Spread.logNormal(sigma)}) {
        String name = spread.shape() == Spread.Shape.NORMAL ? "normal " : "log-normal ";
        curves.add(
            Grid.density(name + sigma, 0, 4, Arrays.stream(xi).map(spread::multiplier).toArray()));
      }
    }
    return Grid.panel(
        "Spreads: multiplier of a parameter over a population",
        "multiplier",
        "density",
        curves.toArray(Curve[]::new));
  }

  private static Figure resets() {
    DeviceModel device =
        TestDevices.bare()
            .response(
                Optional.of(
                    new SoftBounds(
                        0.12,
                        Optional.empty(),
                        0,
                        Optional.of(new CycleToCycle(0.3, 0, 0, 0)),
                        Optional.of(DeviceToDevice.ofStep(0.3, 0)))))
            .reset(Optional.of(new AbruptReset(0.08, 0.04, 0.03)))
            .build();
    DeviceArray devices =
        new DeviceArray(device, Placement.whole(1, 4), TestDevices.SEED.child("resets"));
    devices.program(new float[4], 0);
    int length = 81;
    List<Curve> curves = new ArrayList<>();
    for (int d = 0; d < 4; d++) {
      double[] g = new double[length];
      g[0] = devices.conductance(d, 0);
      for (int pulse = 1; pulse < length; pulse++) {
        if (pulse % 20 == 0) {
          devices.reset(d, 0);
        } else {
          devices.pulse(d, 1, Polarity.UP, 0);
        }
        g[pulse] = devices.conductance(d, 0);
      }
      curves.add(Curve.line("device " + (d + 1), Grid.linear(0, 80, length).x(), g));
    }
    return Grid.panel(
        "reset: a one-directional device, erased every 20th pulse",
        "pulse",
        "g",
        curves.toArray(Curve[]::new));
  }
}
