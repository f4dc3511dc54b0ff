package dev.mho.emulator.update;

import dev.mho.device.format.Check;

/**
 * Lines fire as often as they would on average, and coincide as often as they would on average (IBM
 * aihwkit: MEAN_COUNT):
 *
 * <pre>
 * c_j = min(rint(L B|x_j|), L)    c_i = min(rint(L A|d_i|), L)    pulses = rint(c_i c_j / L)
 * </pre>
 *
 * @param length L_max, 1 to 65536 slots
 * @param management how trains are planned
 */
public record MeanCountTrains(int length, UpdateManagement management) implements CountedTrains {
  public MeanCountTrains {
    Check.within("length", length, 1, UpdateManagement.MOST_SLOTS);
    Check.present("management", management);
  }

  @Override
  public float rowAmount(float value, float gain, int slots) {
    return Math.min(slots, (float) Math.rint(slots * (gain * value)));
  }

  @Override
  public float columnAmount(float value, float gain, int slots) {
    return rowAmount(value, gain, slots);
  }

  @Override
  public int pulses(float rowAmount, float columnAmount, int slots) {
    return (int) Math.rint(rowAmount * columnAmount / slots);
  }
}
