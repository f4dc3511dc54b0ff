package dev.mho.emulator.compound;

import dev.mho.device.state.Archive;

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

  @Override
  public void keep(Archive archive) {
    keep("memory", memory, archive);
  }

  /** Keeps numbers of every line. */
  static void keep(String name, double[][] ofLines, Archive archive) {
    for (int line = 0; line < ofLines.length; line++) {
      archive.doubles(name + " " + line, ofLines[line]);
    }
  }

  /** H of a line, in steps of the slow array; a copy. */
  final double[] memory(int line) {
    return memory[line].clone();
  }
}
