package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.array.DeviceArray;
import dev.mho.device.random.NoiseStream;
import dev.mho.device.response.Polarity;
import dev.mho.device.response.PulseResponse;
import dev.mho.device.response.Specimen;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * Change of the conductance by one pulse, against the conductance: median of the mean steps of many
 * devices, and 5 to 95 % of single pulses; where single pulses spread so much that nothing else
 * could be seen, of the devices' mean steps, and the title says so.
 */
final class StepPanel {
  private static final int POINTS = 41;
  private static final int DRAWS = 10;
  private static final double BLINDING = 4;

  private final DeviceArray devices;
  private final PulseResponse response;
  private final ConductanceRange range;
  private final SiemensUnit unit;
  private final SiemensUnit stepUnit;
  private final NoiseStream noise = NoiseStream.root(DevicePortrait.SEED).child("single-pulses");

  StepPanel(DeviceModel model, SiemensUnit unit) {
    this.response = model.response().orElseThrow();
    this.range = model.conductance();
    this.unit = unit;
    this.stepUnit = SiemensUnit.upTo(range.span() * largestStep());
    this.devices = DevicePortrait.sample(model.withoutFaults(), 1);
  }

  Figure figure() {
    List<Population> means = new ArrayList<>();
    List<Population> singles = new ArrayList<>();
    for (Polarity polarity : directions()) {
      means.add(population(polarity, false));
      singles.add(population(polarity, true));
    }
    double widest = singles.stream().mapToDouble(Population::halfWidth).max().orElseThrow();
    double largest = means.stream().mapToDouble(Population::largestMedian).max().orElseThrow();
    boolean blinding = widest > BLINDING * largest;
    List<Curve> curves = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      curves.add(means.get(i).curve(i == 0 ? "up" : "down", (blinding ? means : singles).get(i)));
    }
    return new Figure(
        "step",
        title(blinding, widest),
        "conductance (" + unit.symbol() + ")",
        "change by one pulse (" + stepUnit.symbol() + ")",
        false,
        false,
        curves);
  }

  private String title(boolean blinding, double widest) {
    if (blinding) {
      return "Mean step of the devices (90 % of single pulses within ±"
          + SiemensUnit.digits(widest)
          + " "
          + stepUnit.symbol()
          + " of it)";
    }
    return widest > 0
        ? "Step by conductance (mean, 5 to 95 % of single pulses)"
        : "Step by conductance (all devices and pulses alike)";
  }

  private List<Polarity> directions() {
    return response.lowers() ? List.of(Polarity.UP, Polarity.DOWN) : List.of(Polarity.UP);
  }

  private Population population(Polarity polarity, boolean single) {
    double[] x = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      x[k] = unit.of(range.siemens(at(k)));
    }
    Population population = new Population(x);
    int draws = single && devices.size() > 1 ? DRAWS : 1;
    for (int k = 0; k < POINTS; k++) {
      int position = k;
      population.see(k, draws * devices.size(), draw -> step(polarity, draw, position, single));
    }
    return population;
  }

  private static double at(int position) {
    return position / (POINTS - 1.0);
  }

  private double largestStep() {
    double largest = 0;
    for (Polarity polarity : directions()) {
      for (int k = 0; k < POINTS; k++) {
        largest = Math.max(largest, response.step(polarity, at(k), Specimen.nominal(response)));
      }
    }
    return largest;
  }

  /** With its sign; NaN for a device whose own bounds exclude this conductance. */
  private double step(Polarity polarity, int draw, int position, boolean single) {
    int device = draw % devices.size();
    Specimen own = devices.specimen(device);
    double g = at(position);
    if (g < own.low() || g > own.high()) {
      return Double.NaN;
    }
    double step =
        single
            ? response.drawnStep(polarity, g, own, noise.child(polarity.name()), draw, position)
            : response.step(polarity, g, own);
    return stepUnit.of(range.span() * polarity.sign() * step);
  }
}
