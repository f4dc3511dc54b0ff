package dev.mho.emulator.converter;

import dev.mho.device.format.BadInputException;
import dev.mho.device.format.Check;

/**
 * What stands between a line and its converter: a series resistance R and an amplifier whose
 * voltage is off by a share V of the read voltage, V drawn per line. With reference w₀ ≥ 0, the
 * current of a line of reference devices that is subtracted, y₀ = w₀ Σ_j x'_j,
 *
 * <pre>
 * w₀ = 0:  y ← (1 − V) y/(1 + R |y|)
 * else:    y ← (1 − V) (y + y₀)/(1 + R |y + y₀|) − (1 + V) y₀/(1 + R |y₀|)
 * </pre>
 *
 * Source: IBM aihwkit, {@code r_series}, {@code v_offset_std}, {@code v_offset_w_min} (= −w₀).
 *
 * @param resistance R ≥ 0, per unit of the current of one device driven over its whole range
 * @param offsetSpread standard deviation of V over the lines, ≥ 0
 * @param reference w₀ ≥ 0, in units of a device's conductance range
 */
public record SenseStage(double resistance, double offsetSpread, double reference) {
  public SenseStage {
    Check.notNegative("resistance", resistance);
    Check.within("offset-spread", offsetSpread, 0, 1);
    Check.notNegative("reference", reference);
    if (resistance == 0 && offsetSpread == 0) {
      throw new BadInputException(
          "sense cannot act: neither a resistance nor an offset-spread is above 0");
    }
  }
}
