package dev.mho.emulator.converter;

import dev.mho.device.random.NoiseStream;
import java.util.Optional;

/** {@link Distortion} of the currents of one array's lines, their voltage offsets sampled. */
public final class LineDistortion {
  private final Distortion distortion;
  private final float[] voltageOffset;
  private final float bend;
  private final float slope;

  /**
   * Distortion with given offsets.
   *
   * @param voltageOffset V of each line
   */
  public LineDistortion(Distortion distortion, float[] voltageOffset) {
    this.distortion = distortion;
    this.voltageOffset = voltageOffset.clone();
    Optional<OutputShape> shape = distortion.shape();
    double bound = shape.map(OutputShape::bound).orElse(1.0);
    double perCurrent = shape.map(OutputShape::strength).orElse(0.0) / bound;
    double resistance = distortion.sense().map(SenseStage::resistance).orElse(0.0);
    double calibration = shape.map(OutputShape::calibration).orElse(0.0);
    this.bend = (float) perCurrent;
    this.slope = (float) Math.pow(1 + (perCurrent + resistance) * calibration * bound, 2);
  }

  /** Samples the voltage offsets of {@code lines} lines; line k's is normal (k, 0). */
  public static LineDistortion sample(Distortion distortion, int lines, NoiseStream stream) {
    float[] offsets = new float[lines];
    double spread = distortion.sense().map(SenseStage::offsetSpread).orElse(0.0);
    for (int k = 0; k < lines; k++) {
      offsets[k] = (float) (spread * stream.normal(k, 0));
    }
    return new LineDistortion(distortion, offsets);
  }

  /** The approximate voltage drop, if there is one; it needs products with the cells. */
  public Optional<StaticDrop> drop() {
    return distortion.drop();
  }

  /** Whether {@link #sense} and {@link #shape} change anything. */
  public boolean isPresent() {
    return distortion.isPresent();
  }

  /**
   * What the series resistance and the amplifier's offset make of currents, in place.
   *
   * @param y currents of all lines, from {@code at}
   * @param driven sum of the driven inputs
   */
  public void sense(float[] y, int at, float driven) {
    if (distortion.sense().isEmpty()) {
      return;
    }
    SenseStage stage = distortion.sense().get();
    float resistance = (float) stage.resistance();
    float reference = (float) stage.reference() * driven;
    float lost = reference / (1 + resistance * Math.abs(reference));
    for (int k = 0; k < voltageOffset.length; k++) {
      float all = y[at + k] + reference;
      float sensed = (1 - voltageOffset[k]) * all / (1 + resistance * Math.abs(all));
      y[at + k] = sensed - (1 + voltageOffset[k]) * lost;
    }
  }

  /** S-shape and asymmetry, in place. */
  public void shape(float[] y, int at) {
    int end = at + voltageOffset.length;
    if (distortion.shape().isPresent()) {
      for (int i = at; i < end; i++) {
        y[i] = slope * y[i] / (1 + bend * Math.abs(y[i]));
      }
    }
    if (distortion.asymmetry() != 0) {
      float below = (float) (1 - distortion.asymmetry());
      for (int i = at; i < end; i++) {
        y[i] = Math.max(0, y[i]) + below * Math.min(0, y[i]);
      }
    }
  }
}
