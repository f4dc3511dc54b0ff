package dev.mho.experiments.model;

import dev.mho.device.Presets;
import dev.mho.device.fault.Endurance;
import dev.mho.device.random.WienerPath;
import dev.mho.device.retention.Decay;
import dev.mho.device.retention.Drift;
import dev.mho.device.retention.PowerLawDrift;
import dev.mho.device.retention.Temperature;
import dev.mho.device.spread.Spread;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What time, temperature and use do. */
final class TimeSheet {
  private static final Grid SECONDS = Grid.logarithmic(1, 1e7);
  private static final String AXIS = "seconds after the write";

  private TimeSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "What time, temperature and use do",
        List.of(
            "Bands are one standard deviation over devices (power law) or writes (relaxation)."),
        List.of(powerLaw(), relaxation(), decay(), diffusion(), temperature(), endurance()),
        List.of());
  }

  /** The curve of the mean draw, and those of the draws one deviation away. */
  private static Curve band(String name, Drift drift, double x) {
    double[] one = SECONDS.map(t -> drift.after(x, t, 1));
    double[] other = SECONDS.map(t -> drift.after(x, t, -1));
    double[] low = new double[one.length];
    double[] high = new double[one.length];
    Arrays.setAll(low, i -> Math.min(one[i], other[i]));
    Arrays.setAll(high, i -> Math.max(one[i], other[i]));
    return new Curve(
        name,
        SECONDS.x(),
        SECONDS.map(t -> drift.after(x, t, 0)),
        Optional.of(new Curve.Band(low, high)),
        false);
  }

  private static Figure powerLaw() {
    Drift strong = new PowerLawDrift(1, 0.1, 0.02);
    Drift weak = new PowerLawDrift(1000, 0.05, 0.01);
    return Grid.logPanel(
        "drift: power-law",
        AXIS,
        "x",
        band("ν = 0.05 ± 0.01 from 1000 s on", weak, 0.9),
        band("ν = 0.1 ± 0.02 from 1 s on", strong, 0.5));
  }

  private static Figure relaxation() {
    Drift drift = Presets.get("reram-wan-2022").drift().orElseThrow();
    return Grid.logPanel(
        "drift: relaxation, reram-wan-2022",
        AXIS,
        "x",
        band("written to 0.8", drift, 0.8),
        band("written to 0.5", drift, 0.5),
        band("written to 0.2", drift, 0.2));
  }

  private static Figure decay() {
    List<Curve> curves = new ArrayList<>();
    for (double stretch : new double[] {0.5, 0.7, 1, 2}) {
      Drift drift = new Decay(1e4, Spread.none(), stretch, 0.2);
      curves.add(SECONDS.line("β = " + stretch, t -> drift.after(0.9, t, 0)));
    }
    return Grid.logPanel(
        "drift: decay, lifetime 10⁴ s, rest at 0.2", AXIS, "x", curves.toArray(Curve[]::new));
  }

  private static Figure diffusion() {
    WienerPath paths = new WienerPath(TestDevices.SEED.child("diffusion"));
    Grid time = Grid.linear(0, 1000, 1001);
    List<Curve> curves = new ArrayList<>();
    for (int device = 0; device < 4; device++) {
      int at = device;
      curves.add(time.line("device " + (device + 1), t -> 0.002 * paths.at(at, t)));
    }
    curves.add(time.guide("+ ρ √t", t -> 0.002 * Math.sqrt(t)));
    curves.add(time.guide("− ρ √t", t -> -0.002 * Math.sqrt(t)));
    return Grid.panel(
        "diffusion: ρ = 0.002 of the range in a second",
        "seconds",
        "change of g",
        curves.toArray(Curve[]::new));
  }

  private static Figure temperature() {
    Drift drift = new Decay(1e6, Spread.none(), 1, 0);
    List<Curve> curves = new ArrayList<>();
    for (double kelvin : new double[] {300, 330, 358, 398}) {
      double faster = new Temperature(0.6, 300, kelvin).acceleration();
      curves.add(SECONDS.line(Math.round(kelvin) + " K", t -> drift.after(0.9, t * faster, 0)));
    }
    return Grid.logPanel(
        "temperature: E_a = 0.6 eV, a decay measured at 300 K",
        AXIS,
        "x",
        curves.toArray(Curve[]::new));
  }

  private static Figure endurance() {
    double[] xi = TestDevices.normals("lives", 20_000);
    Grid pulses = Grid.logarithmic(1e4, 1e8);
    List<Curve> curves = new ArrayList<>();
    for (Spread spread :
        new Spread[] {
          Spread.normal(0.3), Spread.normal(0.6), Spread.logNormal(0.3), Spread.logNormal(1)
        }) {
      Endurance endurance = new Endurance(1e6, spread, Endurance.End.IN_PLACE);
      double[] lives = Arrays.stream(xi).map(endurance::life).sorted().toArray();
      String name = spread.shape() == Spread.Shape.NORMAL ? "normal " : "log-normal ";
      curves.add(pulses.line(name + spread.sigma(), p -> alive(lives, p)));
    }
    return Grid.logPanel(
        "faults.endurance: 10⁶ pulses",
        "pulses and writes",
        "share of devices that work",
        curves.toArray(Curve[]::new));
  }

  private static double alive(double[] lives, double pulses) {
    int found = Arrays.binarySearch(lives, pulses);
    int dead = found >= 0 ? found : -found - 1;
    return 1 - (double) dead / lives.length;
  }
}
