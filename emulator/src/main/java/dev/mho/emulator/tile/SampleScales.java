package dev.mho.emulator.tile;

import dev.mho.device.state.Archive;
import dev.mho.device.state.Stateful;
import dev.mho.emulator.converter.Adc;
import dev.mho.emulator.converter.BoundManagement;
import dev.mho.emulator.converter.Dac;
import dev.mho.emulator.converter.InputScaling;
import dev.mho.emulator.converter.ReadPath;
import java.util.OptionalDouble;

/** Input scales of samples, as {@link InputScaling} says. */
final class SampleScales implements Stateful {

  /** The scale that follows the samples; forward and backward reads of a tile share one. */
  static final class Running implements Stateful {
    private OptionalDouble value = OptionalDouble.empty();

    @Override
    public void keep(Archive archive) {
      value = archive.value("scale", value);
    }

    double after(double largest, double rate) {
      double before = value.orElse(largest);
      value = OptionalDouble.of((1 - rate) * before + rate * largest);
      return value.getAsDouble();
    }
  }

  private final InputScaling scaling;
  private final double dacStep;
  private final double bound;
  private final Running running;

  SampleScales(ReadPath path, Running running) {
    this.scaling = path.scaling();
    this.dacStep = path.dac().map(Dac::step).orElse(0.0);
    this.bound = path.adc().map(Adc::bound).orElse(1.0);
    this.running = running;
  }

  @Override
  public void keep(Archive archive) {
    running.keep(archive);
  }

  /** Whether samples have to be asked for one after the other, in their order. */
  boolean inOrder() {
    return scaling instanceof InputScaling.AverageAbsMax;
  }

  /** s of the sample {@code x[at …]}; 0 where it drives nothing. */
  float of(float[] x, int at, int length) {
    double scale;
    if (scaling instanceof InputScaling.None) {
      scale = 1;
    } else if (scaling instanceof InputScaling.Constant constant) {
      scale = constant.value();
    } else if (scaling instanceof InputScaling.AbsMax absMax) {
      scale = capped(largest(x, at, length), absMax.cap());
    } else if (scaling instanceof InputScaling.Max max) {
      scale = capped(highest(x, at, length), max.cap());
    } else if (scaling instanceof InputScaling.AverageAbsMax average) {
      scale = running.after(largest(x, at, length), average.rate());
    } else {
      scale = worstCase((InputScaling.WorstCase) scaling, x, at, length);
    }
    return (float) Math.max(0, scale);
  }

  /** s of a sample whose outputs are to be kept from saturating. */
  float worstCase(float[] x, int at, int length) {
    OptionalDouble cap =
        scaling instanceof InputScaling.AbsMax absMax ? absMax.cap() : OptionalDouble.empty();
    InputScaling.WorstCase worst =
        new InputScaling.WorstCase(cap, InputScaling.WorstCase.USUAL_WEIGHT, bound);
    return (float) worstCase(worst, x, at, length);
  }

  private double worstCase(InputScaling.WorstCase worst, float[] x, int at, int length) {
    double above = 0;
    double below = 0;
    for (int i = at; i < at + length; i++) {
      above += Math.max(0, x[i]);
      below -= Math.min(0, x[i]);
    }
    double largest = capped(largest(x, at, length), worst.cap());
    double safe = Math.max(above, below) * worst.weight() / worst.bound();
    double most = dacStep > 0 ? largest / dacStep * BoundManagement.REST_OF_RANGE : safe;
    return Math.max(largest, Math.min(safe, most));
  }

  private static double capped(double value, OptionalDouble cap) {
    return cap.isPresent() ? Math.min(value, cap.getAsDouble()) : value;
  }

  private static float largest(float[] x, int at, int length) {
    float largest = 0;
    for (int i = at; i < at + length; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }

  private static float highest(float[] x, int at, int length) {
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + length; i++) {
      highest = Math.max(highest, x[i]);
    }
    return highest;
  }
}
