package dev.mho.emulator.update;

import dev.mho.device.format.Check;

/**
 * Lines have probabilities, and a crossing gets the nearest whole number to what they would bring
 * about on average (IBM aihwkit: DETERMINISTIC_IMPLICIT):
 *
 * <pre>
 * p_j = min(B|x_j|, 1)    p_i = min(A|d_i|, 1)    pulses = rint(L p_i p_j)
 * </pre>
 *
 * @param length L_max, 1 to 65536 slots
 * @param management how trains are planned
 * @param rowResolution step of p_j, in [0, 1]; 0: any. aihwkit: x_res_implicit
 * @param columnResolution step of p_i, in [0, 1]; 0: any. aihwkit: d_res_implicit
 */
public record ImplicitTrains(
    int length, UpdateManagement management, double rowResolution, double columnResolution)
    implements CountedTrains {
  public ImplicitTrains {
    Check.within("length", length, 1, UpdateManagement.MOST_SLOTS);
    Check.present("management", management);
    Check.within("row_resolution", rowResolution, 0, 1);
    Check.within("column_resolution", columnResolution, 0, 1);
  }

  @Override
  public float rowAmount(float value, float gain, int slots) {
    return probability(gain * value, (float) rowResolution);
  }

  @Override
  public float columnAmount(float value, float gain, int slots) {
    return probability(gain * value, (float) columnResolution);
  }

  private static float probability(float wanted, float step) {
    return Math.min(1, step == 0 ? wanted : (float) Math.rint(wanted / step) * step);
  }

  @Override
  public int pulses(float rowAmount, float columnAmount, int slots) {
    return (int) Math.rint(slots * (columnAmount * rowAmount));
  }
}
