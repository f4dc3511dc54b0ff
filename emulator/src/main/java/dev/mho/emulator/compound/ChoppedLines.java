package dev.mho.emulator.compound;

import dev.mho.device.random.NoiseStream;
import dev.mho.device.state.Archive;
import java.util.Arrays;

/** Lines of {@link TransferRule.Chopped}. */
class ChoppedLines extends BufferedLines {
  private final Chopper chopper;
  private final NoiseStream draws;
  private final double[] sign;
  private final long[] transfers;

  ChoppedLines(StepBuffer buffer, Chopper chopper, int count, int length, NoiseStream draws) {
    super(buffer, count, length);
    this.chopper = chopper;
    this.draws = draws;
    transfers = new long[count];
    sign = new double[count];
    Arrays.fill(sign, 1);
  }

  @Override
  public void keep(Archive archive) {
    super.keep(archive);
    archive.doubles("signs", sign);
    archive.longs("transfers", transfers);
  }

  @Override
  public final double sign(int line) {
    return sign[line];
  }

  @Override
  public double[] turn(int line, double[] steps) {
    double[] pulses = unchopped(line, steps);
    chop(line);
    return pulses;
  }

  /** What is ripe of a line with this read, which bears the line's sign. */
  final double[] unchopped(int line, double[] steps) {
    double[] turned = new double[steps.length];
    Arrays.setAll(turned, i -> sign[line] * steps[i]);
    return super.turn(line, turned);
  }

  /**
   * Counts a transfer of the line.
   *
   * @return whether its sign has turned
   */
  final boolean chop(int line) {
    transfers[line]++;
    boolean turns = chopper.turnsAfter(transfers[line], draws.uniform(line, transfers[line]));
    if (turns) {
      sign[line] = -sign[line];
    }
    return turns;
  }
}
