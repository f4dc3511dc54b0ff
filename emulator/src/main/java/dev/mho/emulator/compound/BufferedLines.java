package dev.mho.emulator.compound;

/** Lines of {@link TransferRule.Buffered}: each cell has its memory H. */
class BufferedLines implements TransferRule.Lines {
  private final StepBuffer buffer;
  private final double[][] memory;

  BufferedLines(StepBuffer buffer, int count, int length) {
    this.buffer = buffer;
    memory = new double[count][length];
  }

  @Override
  public double[] turn(int line, double[] steps) {
    return buffer.ripe(memory[line], steps);
  }

  /** H of a line, in steps of the slow array; a copy. */
  final double[] memory(int line) {
    return memory[line].clone();
  }
}
