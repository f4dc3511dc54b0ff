package dev.mho.emulator.tile;

import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.Distortion;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.Levels;
import dev.mho.emulator.converter.OutputShape;
import dev.mho.emulator.converter.ReadPath;
import dev.mho.emulator.converter.Rounding;
import dev.mho.emulator.converter.SenseStage;
import dev.mho.emulator.converter.SignedInputs;
import dev.mho.emulator.converter.StaticDrop;
import dev.mho.emulator.matrix.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A read without noise, one sample and one number at a time, in double precision but for what a
 * line is driven by and what an ADC is given, which are single. It shares no code with the tile.
 */
final class ReadTwin {
  private final ReadPath path;
  private final Matrix weights;
  private final boolean forgetful;
  private OptionalDouble running = OptionalDouble.empty();
  private long conversions;
  private long saturations;
  private int saturated;
  private boolean failed;

  /**
   * A twin of a tile, or of one with another simulator's mistake.
   *
   * @param weights lines that are read × lines that are driven
   * @param forgetful whether an output below the range makes the twin forget an earlier one above
   *     it, when only those count
   */
  ReadTwin(ReadPath path, Matrix weights, boolean forgetful) {
    this.path = path;
    this.weights = weights;
    this.forgetful = forgetful;
  }

  ReadTwin(ReadPath path, Matrix weights) {
    this(path, weights, false);
  }

  /** The same twin read from the other side, its running scale going on. */
  ReadTwin fromTheOtherSide(ReadPath other) {
    ReadTwin twin = new ReadTwin(other, weights.transposed());
    twin.running = running;
    twin.conversions = conversions;
    twin.saturations = saturations;
    return twin;
  }

  long conversions() {
    return conversions;
  }

  long saturations() {
    return saturations;
  }

  Matrix read(Matrix x) {
    double[][] y = new double[x.rows()][];
    for (int b = 0; b < y.length; b++) {
      y[b] = read(x.row(b));
    }
    return Matrix.of(y);
  }

  private double[] read(double[] x) {
    float scale = (float) Math.max(0, scale(x));
    float reduction = 1;
    for (int attempt = 0; ; attempt++) {
      boolean worstCase =
          path.boundManagement() instanceof BoundManagement.Iterative i && i.worstCaseFirst();
      if (attempt == 1 && worstCase) {
        double bound = path.adc().orElseThrow().bound();
        scale = (float) worstCase(x, cap(), 0.6, bound);
      } else if (attempt > 0) {
        reduction *= 2;
      }
      failed = false;
      saturated = 0;
      double[] y = attempt(driven(x, scale * reduction));
      if (!failed || scale == 0 || !repeats(attempt, reduction)) {
        saturations += saturated;
        for (int k = 0; k < y.length; k++) {
          y[k] *= scale * reduction;
        }
        return y;
      }
    }
  }

  private boolean repeats(int attempt, double reduction) {
    if (!(path.boundManagement() instanceof BoundManagement.Iterative iterative)) {
      return false;
    }
    double fourSteps = path.dac().map(dac -> 0.25 / dac.step()).orElse(Double.MAX_VALUE);
    return attempt == 0 && iterative.worstCaseFirst()
        || reduction <= Math.min(iterative.most(), fourSteps);
  }

  private OptionalDouble cap() {
    return path.scaling() instanceof InputScaling.AbsMax a ? a.cap() : OptionalDouble.empty();
  }

  private double scale(double[] x) {
    InputScaling scaling = path.scaling();
    double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow();
    if (scaling instanceof InputScaling.Constant constant) {
      return constant.value();
    } else if (scaling instanceof InputScaling.AbsMax absMax) {
      return Math.min(largest, absMax.cap().orElse(largest));
    } else if (scaling instanceof InputScaling.Max max) {
      double highest = Arrays.stream(x).max().orElseThrow();
      return Math.min(highest, max.cap().orElse(highest));
    } else if (scaling instanceof InputScaling.AverageAbsMax average) {
      double before = running.orElse(largest);
      running = OptionalDouble.of(before + average.rate() * (largest - before));
      return running.getAsDouble();
    } else if (scaling instanceof InputScaling.WorstCase worst) {
      return worstCase(x, worst.cap(), worst.weight(), worst.bound());
    }
    return 1;
  }

  private double worstCase(double[] x, OptionalDouble cap, double weight, double bound) {
    double largest = Arrays.stream(x).map(Math::abs).max().orElseThrow();
    double a = Math.min(largest, cap.orElse(largest));
    double above = Arrays.stream(x).filter(v -> v > 0).sum();
    double below = -Arrays.stream(x).filter(v -> v < 0).sum();
    double z = Math.max(above, below) * weight / bound;
    Optional<Dac> dac = path.dac();
    return Math.max(a, dac.isPresent() ? Math.min(z, a / dac.get().step() * 0.25) : z);
  }

  private float[] driven(double[] x, float scale) {
    float[] driven = new float[x.length];
    for (int j = 0; j < x.length && scale > 0; j++) {
      float value = (float) x[j] / scale;
      driven[j] = path.dac().isPresent() ? converted(path.dac().get(), value) : value;
      driven[j] *= driven[j] < 0 ? (float) (1 - path.inputAsymmetry()) : 1;
    }
    return driven;
  }

  /** Steps are counted in single precision, from the lowest level or the middle. */
  private static float converted(Dac dac, float x) {
    float origin = dac.levels() == Levels.MID_TREAD ? 0 : -1;
    double rounded = origin + dac.step() * Math.rint((x - origin) / dac.step());
    return (float) Math.min(1, Math.max(-1, rounded));
  }

  private double[] attempt(float[] driven) {
    if (path.signs() == SignedInputs.BIPOLAR) {
      return converted(currents(driven));
    }
    float[] above = new float[driven.length];
    float[] below = new float[driven.length];
    for (int j = 0; j < driven.length; j++) {
      above[j] = driven[j] > 0 ? driven[j] : 0;
      below[j] = driven[j] < 0 ? driven[j] : 0;
    }
    return path.signs() == SignedInputs.TWO_PHASES
        ? converted(sum(currents(below), currents(above)))
        : sum(converted(currents(below)), converted(currents(above)));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    Arrays.setAll(sum, k -> a[k] + b[k]);
    return sum;
  }

  private double[] currents(float[] x) {
    Distortion distortion = path.distortion();
    double[] y = new double[weights.rows()];
    for (int k = 0; k < y.length; k++) {
      double load = 0;
      double placed = 0;
      double total = 0;
      for (int j = 0; j < x.length; j++) {
        double current = weights.get(k, j) * x[j];
        y[k] += current;
        load += Math.abs(current);
        placed += current * (1 - Math.pow(1 - (double) j / x.length, 2));
        total += x[j];
      }
      if (distortion.drop().isPresent()) {
        StaticDrop drop = distortion.drop().get();
        double a = x.length / drop.ratio() * load;
        y[k] -= drop.factor() * a * (a * (0.05 * a - 0.2) + 0.5) * placed;
      }
      if (distortion.sense().isPresent()) {
        SenseStage sense = distortion.sense().get();
        double reference = sense.reference() * total;
        y[k] =
            through(sense.resistance(), y[k] + reference) - through(sense.resistance(), reference);
      }
    }
    return y;
  }

  private static double through(double resistance, double y) {
    return y / (1 + resistance * Math.abs(y));
  }

  private double[] converted(double[] currents) {
    double[] y = currents.clone();
    for (int k = 0; k < y.length; k++) {
      if (path.distortion().shape().isPresent()) {
        OutputShape shape = path.distortion().shape().get();
        double nu = shape.strength() / shape.bound();
        double r = path.distortion().sense().map(SenseStage::resistance).orElse(0.0);
        double f = Math.pow(1 + (nu + r) * shape.calibration() * shape.bound(), 2);
        y[k] = f * y[k] / (1 + nu * Math.abs(y[k]));
      }
      y[k] *= y[k] < 0 ? 1 - path.distortion().asymmetry() : 1;
      if (path.adc().isPresent()) {
        conversions++;
        y[k] = converted(path.adc().get(), (float) y[k]);
      }
    }
    return y;
  }

  private double converted(Adc adc, double y) {
    double value = y;
    if (adc.model() instanceof Rounding rounding) {
      double origin = rounding.levels() == Levels.MID_TREAD ? 0 : adc.low();
      value = origin + adc.step() * Math.rint((y - origin) / adc.step());
    }
    double slack = adc.step() / 100;
    if (value > adc.high() + slack) {
      saturated++;
      failed = true;
    } else if (value < adc.low() - slack) {
      saturated++;
      boolean above = path.boundManagement() instanceof BoundManagement.Iterative i && i.above();
      failed = !above || failed && !forgetful;
    }
    return Math.min(adc.high(), Math.max(adc.low(), value));
  }
}
