package dev.mho.emulator.update;

/** The planned pulses of a batch on all crossings of a tile, one sample after the other. */
public sealed interface PulseBatch permits TrainBatch, CountBatch {

  /** Number of samples. */
  int samples();

  /** Slots of a sample's train. */
  int slots(int sample);

  /** Whether a crossing asks for more than a full train can carry. */
  boolean clipped(int sample, double x, double d);
}
