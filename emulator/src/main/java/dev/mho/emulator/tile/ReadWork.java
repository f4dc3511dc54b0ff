package dev.mho.emulator.tile;

/**
 * What the lines are driven by in a batch, sample by sample, so that sums over samples have the
 * same bits on any number of threads.
 */
final class ReadWork {
  private final double[] lines;
  private final double[] siemens;
  private final double[] squares;

  /**
   * Nothing driven yet.
   *
   * @param lines Σ G of the devices on each driven line, siemens
   */
  ReadWork(double[] lines, int samples) {
    this.lines = lines;
    this.siemens = new double[samples];
    this.squares = new double[samples];
  }

  /** Counts one attempt at a sample: x', one number a line, from {@code at}. */
  void add(int sample, float[] x, int at) {
    for (int j = 0; j < lines.length; j++) {
      double square = (double) x[at + j] * x[at + j];
      siemens[sample] += square * lines[j];
      squares[sample] += square;
    }
  }

  /** Σ over samples and lines of x'² Σ G. */
  double siemens() {
    return sum(siemens);
  }

  /** Σ over samples and lines of x'². */
  double squares() {
    return sum(squares);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
