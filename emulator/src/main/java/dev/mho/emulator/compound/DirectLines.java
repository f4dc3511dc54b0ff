package dev.mho.emulator.compound;

import dev.mho.device.state.Archive;

/** Lines of {@link TransferRule.Direct}. */
record DirectLines() implements TransferRule.Lines {
  @Override
  public double[] turn(int line, double[] steps) {
    return steps;
  }

  /** Nothing lies between the arrays. */
  @Override
  public void keep(Archive archive) {}
}
