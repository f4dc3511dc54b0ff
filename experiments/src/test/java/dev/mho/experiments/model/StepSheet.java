package dev.mho.experiments.model;

import dev.mho.device.response.ConstantStep;
import dev.mho.device.response.CumulativeExponential;
import dev.mho.device.response.ExponentialStep;
import dev.mho.device.response.JumpTable;
import dev.mho.device.response.LinearStep;
import dev.mho.device.response.PiecewiseStep;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PowerStep;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.SoftBounds;
import dev.mho.device.response.Specimen;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import dev.mho.experiments.figure.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one pulse moves a device: the families of steps. */
final class StepSheet {
  private static final int PULSES = 80;

  private StepSheet() {}

  static Sheet sheet() {
    return new Sheet(
        "How one pulse moves a device",
        List.of(
            "Nominal devices, g from 0 (G_min) to 1 (G_max). Parameters are chosen so that the families can be told"
                + " apart; they are no device's."),
        List.of(steps(), trains(), labels(), jumps()),
        List.of());
  }

  private static Map<String, PulseResponse> families() {
    Map<String, PulseResponse> families = new LinkedHashMap<>();
    families.put(
        "constant", new ConstantStep(0.02, Optional.of(0.02), Optional.empty(), Optional.empty()));
    LinearStep.Branch line = new LinearStep.Branch(0.03, 0.7);
    families.put(
        "linear", new LinearStep(line, Optional.of(line), Optional.empty(), Optional.empty()));
    families.put(
        "soft bounds",
        new SoftBounds(0.02, Optional.of(0.02), 0.5, Optional.empty(), Optional.empty()));
    ExponentialStep.Branch bend = new ExponentialStep.Branch(0.03, 0.05, 2.9);
    families.put(
        "exponential",
        new ExponentialStep(bend, Optional.of(bend), Optional.empty(), Optional.empty()));
    PowerStep.Branch power = new PowerStep.Branch(0.06, 2);
    families.put(
        "power", new PowerStep(power, Optional.of(power), Optional.empty(), Optional.empty()));
    List<Double> nodes = List.of(0.008, 0.03, 0.022, 0.012, 0.004);
    List<Double> back = List.of(0.004, 0.012, 0.022, 0.03, 0.008);
    families.put(
        "piecewise",
        new PiecewiseStep(nodes, Optional.of(back), Optional.empty(), Optional.empty()));
    families.put("cumulative", cumulative(3, 80));
    return families;
  }

  private static CumulativeExponential cumulative(double label, int pulses) {
    return new CumulativeExponential(
        new CumulativeExponential.Branch(label, pulses),
        Optional.of(new CumulativeExponential.Branch(-label, pulses)),
        Optional.empty(),
        Optional.empty());
  }

  private static Figure steps() {
    Grid g = Grid.linear(0, 1);
    List<Curve> curves = new ArrayList<>();
    families()
        .forEach(
            (name, family) ->
                curves.add(
                    g.line(name, at -> family.step(Polarity.UP, at, Specimen.nominal(family)))));
    return Grid.panel(
        "A pulse up", "g", "step, fraction of the range", curves.toArray(Curve[]::new));
  }

  private static Figure trains() {
    Grid pulse = Grid.linear(0, 2 * PULSES, 2 * PULSES + 1);
    List<Curve> curves = new ArrayList<>();
    families()
        .forEach(
            (name, family) ->
                curves.add(
                    Curve.line(
                        name,
                        pulse.x(),
                        TestDevices.trains(TestDevices.with(family), 1, PULSES).get(0))));
    return Grid.panel(
        PULSES + " pulses up, then " + PULSES + " down",
        "pulse",
        "g",
        curves.toArray(Curve[]::new));
  }

  private static Figure labels() {
    Grid share = Grid.linear(0, 1, 101);
    List<Curve> curves = new ArrayList<>();
    for (double label : new double[] {0, 1, 3, 6, -3}) {
      PulseResponse family = cumulative(label, 100);
      curves.add(
          Curve.line(
              "NL " + (int) label,
              share.x(),
              Arrays.copyOf(TestDevices.trains(TestDevices.with(family), 1, 100).get(0), 101)));
    }
    return Grid.panel(
        "cumulative-exponential: NeuroSim's curve by its label NL",
        "share of the pulses from end to end",
        "g",
        curves.toArray(Curve[]::new));
  }

  private static Figure jumps() {
    JumpTable table =
        new JumpTable(
            List.of(0.0, 0.5, 1.0),
            List.of(0.0, 0.1, 0.5, 0.9, 1.0),
            List.of(
                List.of(0.0, -0.01, -0.02),
                List.of(0.012, 0.004, -0.006),
                List.of(0.03, 0.015, 0.003),
                List.of(0.048, 0.028, 0.013),
                List.of(0.07, 0.045, 0.03)));
    Grid g = Grid.linear(0, 1);
    List<Curve> curves = new ArrayList<>();
    for (double probability : new double[] {0.9, 0.5, 0.1}) {
      curves.add(
          g.line(
              Math.round(100 * probability) + " % quantile",
              at -> table.quantile(at, probability)));
    }
    curves.add(g.line("mean", table::mean));
    curves.add(g.guide("no change", at -> 0));
    return Grid.panel(
        "tabulated-step: what pulses up were seen to do",
        "g",
        "change, fraction of the range",
        curves.toArray(Curve[]::new));
  }
}
