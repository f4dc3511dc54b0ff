package dev.mho.emulator.update;

/**
 * The plan of one sample's update: each line fires so often, on average or exactly, as its gain
 * times its value says.
 *
 * @param slots L, 0 if nothing is to be changed
 * @param rowGain B
 * @param columnGain A
 */
public record TrainPlan(int slots, double rowGain, double columnGain) {
  static final TrainPlan NOTHING = new TrainPlan(0, 0, 0);

  /** Whether a line is asked to fire more often than in every slot, so that the change is short. */
  public boolean clips(double row, double column) {
    return rowGain * Math.abs(row) > 1 + 1e-9 || columnGain * Math.abs(column) > 1 + 1e-9;
  }
}
