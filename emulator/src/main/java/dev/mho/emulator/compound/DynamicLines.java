package dev.mho.emulator.compound;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;

/** Lines of {@link TransferRule.Dynamic}. */
final class DynamicLines extends ChoppedLines {
  private final double share;
  private final double[][] mean;
  private final double[][] past;
  private final boolean[] periodEnded;
  private final boolean[] pastKnown;

  DynamicLines(TransferRule.Dynamic rule, int count, int length, NoiseStream draws) {
    super(rule.buffer(), rule.chopper(), count, length, draws);
    share = Math.min(1, rule.tailWeight() / rule.chopper().period());
    mean = new double[count][length];
    past = new double[count][length];
    periodEnded = new boolean[count];
    pastKnown = new boolean[count];
  }

  @Override
  public void keep(Archive archive) {
    super.keep(archive);
    keep("mean", mean, archive);
    keep("past", past, archive);
    archive.booleans("period ended", periodEnded);
    archive.booleans("past known", pastKnown);
  }

  @Override
  public double[] turn(int line, double[] steps) {
    boolean heard = pastKnown[line];
    if (periodEnded[line]) {
      past[line] = mean[line].clone();
      pastKnown[line] = true;
    }
    double[] apart = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      mean[line][i] += share * (steps[i] - mean[line][i]);
      apart[i] = steps[i] - past[line][i];
    }
    double[] pulses = unchopped(line, apart);
    periodEnded[line] = chop(line);
    return heard ? pulses : new double[steps.length];
  }

  /** M of a line, in steps of the slow array times the transfer rate; a copy. */
  double[] mean(int line) {
    return mean[line].clone();
  }

  /** P of a line. */
  double[] past(int line) {
    return past[line].clone();
  }
}
