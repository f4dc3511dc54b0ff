package dev.mho.experiments.device;

import dev.mho.device.ConductanceRange;
import dev.mho.device.DeviceModel;
import dev.mho.device.noise.ReadNoise;
import dev.mho.experiments.figure.Curve;
import dev.mho.experiments.figure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Standard deviations of what reads and writes add, against the conductance. */
final class NoisePanel {
  private static final int POINTS = 101;
  private static final double DAY = 86_400;

  private final DeviceModel model;
  private final ConductanceRange range;
  private final SiemensUnit unit;
  private final List<Curve> curves = new ArrayList<>();

  NoisePanel(DeviceModel model, SiemensUnit unit) {
    this.model = model;
    this.range = model.conductance();
    this.unit = unit;
  }

  /** Whether there is any noise to draw. */
  static boolean hasAny(DeviceModel model) {
    return model.programmingError().isPresent()
        || model.writeNoise().isPresent()
        || model.readNoise().filter(ReadNoise::isPresent).isPresent()
        || model.telegraph().isPresent();
  }

  Figure figure() {
    double maximum = range.maxSiemens();
    model
        .programmingError()
        .ifPresent(error -> add("programming error", x -> maximum * error.sigma().at(x)));
    model.writeNoise().ifPresent(noise -> add("write noise", x -> range.span() * noise.ofRange()));
    model
        .readNoise()
        .filter(ReadNoise::isPresent)
        .ifPresent(
            noise -> {
              if (noise.ages()) {
                add("read noise after 1 s", x -> maximum * noise.sigma(x, x, 1));
                add("read noise after 1 day", x -> maximum * noise.sigma(x, x, DAY));
              } else {
                add("read noise", x -> maximum * noise.sigma(x, x, 0));
              }
            });
    model
        .telegraph()
        .ifPresent(
            noise ->
                add("telegraph noise (high minus low)", x -> maximum * noise.amplitude().at(x)));
    return new Figure(
        "noise",
        "Noise by conductance (standard deviation)",
        "conductance (" + unit.symbol() + ")",
        "standard deviation (" + unit.symbol() + ")",
        false,
        false,
        curves);
  }

  private void add(String name, DoubleUnaryOperator siemens) {
    double[] x = new double[POINTS];
    double[] y = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      double g = k / (POINTS - 1.0);
      x[k] = unit.of(range.siemens(g));
      y[k] = Math.max(0, unit.of(siemens.applyAsDouble(range.ofMaximum(g))));
    }
    curves.add(Curve.line(name, x, y));
  }
}
