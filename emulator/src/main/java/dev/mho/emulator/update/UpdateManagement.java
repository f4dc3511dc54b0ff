package dev.mho.emulator.update;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;

/**
 * How the train of a sample is planned (Gokmen and Vlasov, Front. Neurosci. 10:333, 2016; the
 * settings are those of IBM aihwkit). With λ the rate, Δ the mean step of a cell, s the scale of
 * errors and k = λ max|x| s max|d| / Δ steps, the train has L slots ({@link TrainLength}) and
 *
 * <pre>
 * A = B = √(λ/(L Δ))                           A·B = λ/(L Δ)
 * A ← A √(max|x|/m)    B ← B √(m/max|x|)       m = s max|d| min(1, L_max/k)
 * </pre>
 *
 * the second line only if balanced: then the largest x and the largest s·d fire equally often, and
 * where k > L_max, so that the largest products are more than a full train can carry, x stays
 * within reach and d is clipped.
 *
 * @param balanced aihwkit: update_management
 * @param errorScale s > 0; below 1 small errors are heard better and large ones clipped. aihwkit:
 *     um_grad_scale
 * @param trainLength how many slots
 */
public record UpdateManagement(boolean balanced, double errorScale, TrainLength trainLength) {
  /** Longer than this no train is stretched. */
  static final int MOST_SLOTS = 1 << 16;

  public UpdateManagement {
    Check.positive("error_scale", errorScale);
    Check.present("train_length", trainLength);
    if (!balanced && errorScale != 1 && trainLength != TrainLength.AS_NEEDED) {
      throw new BadInputException(
          "error_scale cannot act: gains are not balanced and trains not cut to need");
    }
  }

  /** Balanced, with trains as short as they may be. */
  public static UpdateManagement usual() {
    return new UpdateManagement(true, 1, TrainLength.AS_NEEDED);
  }

  /**
   * Plans one sample.
   *
   * @param rate λ > 0, in units of the cell's conductance difference
   * @param granularity Δ > 0, mean step of a cell for one coincidence, same unit
   * @param maxRow max|x|
   * @param maxColumn max|d|
   * @param longest L_max
   * @param precision in which every operation is rounded
   */
  TrainPlan plan(
      double rate,
      double granularity,
      double maxRow,
      double maxColumn,
      int longest,
      Precision precision) {
    Rounding to = precision == Precision.FLOAT32 ? v -> (float) v : v -> v;
    double scaled = to.round(errorScale * maxColumn);
    double steps = to.round(to.round(to.round(rate * maxRow) * scaled) / granularity);
    if (!Double.isFinite(steps)) {
      throw new NonFiniteException(
          "an update asks for more pulses than can be counted;"
              + " likely cause: the learning rate is too high");
    }
    if (steps == 0) {
      return TrainPlan.NOTHING;
    }
    double stretched = Math.ceil(to.round(rate / granularity));
    if (trainLength == TrainLength.STRETCHED && stretched > longest) {
      return new TrainPlan((int) Math.min(MOST_SLOTS, stretched), 1, 1);
    }
    int slots =
        trainLength == TrainLength.AS_NEEDED ? (int) Math.min(Math.ceil(steps), longest) : longest;
    double strength = to.round(Math.sqrt(to.round(rate / to.round(granularity * slots))));
    if (!balanced) {
      return new TrainPlan(slots, strength, strength);
    }
    double reachable = to.round(scaled * Math.min(1, to.round(longest / steps)));
    double forColumns = to.round(Math.sqrt(to.round(maxRow / reachable)));
    double forRows = to.round(Math.sqrt(to.round(reachable / maxRow)));
    return new TrainPlan(slots, to.round(strength * forRows), to.round(strength * forColumns));
  }

  private interface Rounding {
    double round(double value);
  }
}
