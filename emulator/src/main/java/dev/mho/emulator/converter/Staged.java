package dev.mho.emulator.converter;

import dev.mho.device.format.Check;
import dev.mho.device.random.NoiseStream;

/**
 * A pipeline or cyclic converter: b − 1 stages of 1.5 bits and a last comparator. With v the
 * current in units of half the range about its middle, stage i decides d = 1 if v > ¼, −1 if v &lt;
 * −¼, else 0, and hands on
 *
 * <pre>
 * v ← ((1 + g) v − d g) / (1 + (1 + g)/A),   g = C₂/C₁
 * </pre>
 *
 * and the result is Σ d_i 2⁻ⁱ ± 2⁻ᵇ, the last sign that of v. Each comparator is off by an offset
 * of its own, which the spare half bit makes good up to ¼. A pipeline has new capacitors in each
 * stage; a cyclic converter uses one stage again and again. Gains that are off make steps in the
 * transfer that need not all go up.
 *
 * <p>Source: the 1.5-bit stage of Lewis et al., IEEE J. Solid-State Circuits 27(3), 1992.
 *
 * @param bits b, 2 to 16
 * @param cyclic whether one stage is used again and again
 */
public record Staged(int bits, boolean cyclic, CircuitFlaws flaws) implements CellModel {
  public Staged {
    Check.within("bits", bits, 2, 16);
    Check.present("flaws", flaws);
  }

  @Override
  public boolean isFlawed() {
    return flaws.isPresent();
  }

  @Override
  public AdcModel ideal() {
    return new Staged(bits, cyclic, CircuitFlaws.NONE);
  }

  @Override
  public Transfer sample(
      double low, double high, int converters, int linesEach, NoiseStream stream) {
    int stages = bits - 1;
    Stages sampled = new Stages(stages, converters, linesEach, low, high);
    NoiseStream capacitors = stream.child("capacitors");
    NoiseStream comparators = stream.child("comparators");
    for (int c = 0; c < converters; c++) {
      for (int i = 0; i < stages; i++) {
        int circuit = cyclic ? 0 : i;
        double first = 1 + flaws.capacitorSpread() * capacitors.normal(c, 2L * circuit);
        double second = 1 + flaws.capacitorSpread() * capacitors.normal(c, 2L * circuit + 1);
        double ratio = second / first;
        double loop = 1 + (1 + ratio) / flaws.gain();
        sampled.stage(
            c,
            i,
            (1 + ratio) / loop,
            ratio / loop,
            0.25 + flaws.comparatorSpread() * comparators.normal(c, 2L * circuit),
            -0.25 + flaws.comparatorSpread() * comparators.normal(c, 2L * circuit + 1));
      }
    }
    return sampled;
  }

  /** The sampled stages of converters. */
  private static final class Stages implements Transfer {
    private final int count;
    private final int converters;
    private final int linesEach;
    private final float[] gain;
    private final float[] reference;
    private final float[] upper;
    private final float[] lower;
    private final float middle;
    private final float half;

    private Stages(int count, int converters, int linesEach, double low, double high) {
      this.count = count;
      this.converters = converters;
      this.linesEach = linesEach;
      this.gain = new float[converters * count];
      this.reference = new float[converters * count];
      this.upper = new float[converters * count];
      this.lower = new float[converters * count];
      this.middle = (float) ((low + high) / 2);
      this.half = (float) ((high - low) / 2);
    }

    private void stage(
        int converter,
        int stage,
        double stageGain,
        double stageReference,
        double above,
        double below) {
      int i = converter * count + stage;
      gain[i] = (float) stageGain;
      reference[i] = (float) stageReference;
      upper[i] = (float) above;
      lower[i] = (float) below;
    }

    @Override
    public void convert(float[] y, int at, int lines) {
      for (int line = 0; line < lines; line++) {
        int first = Math.min(converters - 1, line / linesEach) * count;
        y[at + line] = middle + half * convert((y[at + line] - middle) / half, first);
      }
    }

    private float convert(float current, int first) {
      float v = current;
      float result = 0;
      float weight = 0.5f;
      for (int i = first; i < first + count; i++) {
        int digit = (v > upper[i] ? 1 : 0) - (v < lower[i] ? 1 : 0);
        result += digit * weight;
        v = gain[i] * v - digit * reference[i];
        weight /= 2;
      }
      return result + (v > 0 ? weight : -weight) + 0 * current;
    }
  }
}
