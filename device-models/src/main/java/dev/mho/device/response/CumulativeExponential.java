package dev.mho.device.response;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import java.util.Optional;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The conductance after p of P pulses follows NeuroSim's unit curve
 *
 * <pre>
 * x(p) = b (1 − e^(−p/(aP))),   b = 1/(1 − e^(−1/a))
 * </pre>
 *
 * from one end of the nominal range to the other. As a step in the distance travelled u it is
 * affine: s(u) = (b − u)(1 − e^(−1/(aP))). a &gt; 0 are steps that shrink on the way, a &lt; 0
 * steps that grow.
 *
 * <p>The device tables of NeuroSim name the curve by a label NL instead of a. The label is the
 * curve's largest distance from the straight line, |NL| = (b − a − a ln(b/a))/(0.07 √2), which has
 * no inverse in closed form and is solved for a to 1e-14. Signs as in those tables: NL up &gt; 0
 * and NL down &lt; 0 are steps that shrink. A device's own label is NL times its shape multiplier,
 * held within ±10.
 *
 * <p>Source: Chen, Peng, Yu, "NeuroSim: a circuit-level macro model for benchmarking neuro-inspired
 * architectures in online learning", IEEE TCAD 37:3067 (2018); the closed form of the label is our
 * own reading of its table, which it reproduces to the table's six decimals.
 */
public record CumulativeExponential(
    Branch up,
    Optional<Branch> down,
    Optional<CycleToCycle> cycleToCycle,
    Optional<DeviceToDevice> deviceToDevice)
    implements PulseResponse {

  private static final double DISTANCE_PER_LABEL = 0.07 * Math.sqrt(2);
  private static final double LARGEST_LABEL = 10;

  /** A curve as good as straight: labels below 1e-7. */
  private static final double STRAIGHT = 1e7;

  /**
   * One direction.
   *
   * @param label NL, −10 to 10
   * @param pulses P, pulses from one end of the range to the other, at least 1
   */
  public record Branch(double label, int pulses) {
    public Branch {
      Check.within("label", label, -LARGEST_LABEL, LARGEST_LABEL);
      Check.within("pulses", pulses, 1, 1_000_000_000);
    }
  }

  public CumulativeExponential {
    Check.present("up", up);
    if (deviceToDevice.filter(s -> s.shape().isPresent()).isPresent() && up.label == 0) {
      throw BadInputException.at(
          "device_to_device.shape", "a spread of a label that is 0", "a label other than 0");
    }
  }

  /** The shape parameter a of the unit curve with a label, carrying the label's sign. */
  public static double shapeOfLabel(double label) {
    double distance = Math.abs(label) * DISTANCE_PER_LABEL;
    if (distance <= distance(STRAIGHT)) {
      return Math.copySign(STRAIGHT, label);
    }
    double logarithm =
        new BrentSolver(1e-15, 1e-15)
            .solve(200, t -> distance(Math.exp(t)) - distance, Math.log(1e-3), Math.log(STRAIGHT));
    return Math.copySign(Math.exp(logarithm), label);
  }

  /** The label of the unit curve with shape parameter a, carrying its sign. */
  public static double labelOfShape(double a) {
    return Math.copySign(distance(Math.abs(a)) / DISTANCE_PER_LABEL, a);
  }

  /** Largest distance of the unit curve from the diagonal, for a > 0. */
  private static double distance(double a) {
    if (a > 100) {
      // The difference cancels here; its series 1/8a − 1/576a³ … is exact to 1e-9.
      return 0.125 / a * (1 - 1 / (72 * a * a));
    }
    double b = asymptote(a);
    return b - a - a * Math.log(b / a);
  }

  private static double asymptote(double a) {
    return -1 / Math.expm1(-1 / a);
  }

  @Override
  public double shape(Polarity polarity, double multiplier) {
    double label = polarity.sign() * polarity.of(up, down).label * multiplier;
    return shapeOfLabel(Math.max(-LARGEST_LABEL, Math.min(LARGEST_LABEL, label)));
  }

  @Override
  public double step(Polarity polarity, double g, Specimen own) {
    double a = own.shape(polarity);
    double left = asymptote(a) - Specimen.travelled(polarity, g);
    double step = left * -Math.expm1(-1 / (a * polarity.of(up, down).pulses));
    return own.scale(polarity) * Math.max(0, step);
  }

  @Override
  public void meanSteps(PulsedDevices devices) {
    Way rising = new Way(up.pulses);
    Way falling = new Way(down.map(Branch::pulses).orElse(up.pulses));
    double[] raised = devices.raised().values;
    double[] travelled = devices.travelled().values;
    double[] multiplier = devices.scale().values;
    double[] shape = devices.shape().values;
    double[] step = devices.step().values;
    for (int i = 0; i < devices.size(); i++) {
      Way way = raised[i] == 1 ? rising : falling;
      way.take(shape[i]);
      step[i] = multiplier[i] * Math.max(0, (way.asymptote - travelled[i]) * way.share);
    }
  }

  /** What the step of one direction takes from the shape alone; worked out where that changes. */
  private static final class Way {
    private final int pulses;
    private double shape = Double.NaN;
    private double asymptote;
    private double share;

    private Way(int pulses) {
      this.pulses = pulses;
    }

    private void take(double a) {
      if (a != shape) {
        shape = a;
        asymptote = CumulativeExponential.asymptote(a);
        share = -Math.expm1(-1 / (a * pulses));
      }
    }
  }

  /** The mean step over the range, 1/P. */
  @Override
  public double scale(Polarity polarity) {
    return 1.0 / polarity.of(up, down).pulses;
  }

  @Override
  public boolean lowers() {
    return down.isPresent();
  }

  @Override
  public CumulativeExponential withoutCycleToCycle() {
    return new CumulativeExponential(up, down, Optional.empty(), deviceToDevice);
  }

  @Override
  public CumulativeExponential withoutDeviceToDevice() {
    return new CumulativeExponential(up, down, cycleToCycle, Optional.empty());
  }
}
