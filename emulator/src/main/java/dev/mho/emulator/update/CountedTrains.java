package dev.mho.emulator.update;

import dev.mho.emulator.matrix.Precision;

/**
 * Trains without chance: what a line does is a number, its amount, and the amounts of two lines
 * make the number of coincidences at their crossing. All is computed in single precision, so that
 * halves are rounded as IBM aihwkit rounds them.
 */
public sealed interface CountedTrains extends PulseTrains permits MeanCountTrains, ImplicitTrains {

  /** The plan of one sample, as {@link UpdateManagement#plan} makes it in single precision. */
  default TrainPlan plan(double rate, double granularity, double maxRow, double maxColumn) {
    return management()
        .plan(
            (float) rate,
            (float) granularity,
            (float) maxRow,
            (float) maxColumn,
            length(),
            Precision.FLOAT32);
  }

  /**
   * What a row does.
   *
   * @param value magnitude of its x
   * @param gain B
   */
  float rowAmount(float value, float gain, int slots);

  /**
   * What a column does.
   *
   * @param value magnitude of its d
   * @param gain A
   */
  float columnAmount(float value, float gain, int slots);

  /** Pulses at the crossing of a row and a column. */
  int pulses(float rowAmount, float columnAmount, int slots);
}
