package dev.mho.calibration.measurement;

import dev.mho.calibration.measurement.Mapping.Direction;
import dev.mho.calibration.measurement.Mapping.Ramps;

/**
 * Which way the pulse of a row pushes: as the ramps of a mapping, the words of a column, the sign
 * of the voltage, or the column of the value say, the first of these that there is.
 */
final class PulseDirection {
  private final Plan plan;
  private final RowReader row;
  private final boolean bySign;
  private final boolean turned;

  PulseDirection(Plan plan, RowReader row) {
    this.plan = plan;
    this.row = row;
    bySign = plan.signDecides();
    turned = plan.mapping().positiveVoltage().filter(Direction.DOWN::equals).isPresent();
  }

  /**
   * The direction: 1, −1, or 0 for a reading.
   *
   * @param rowNumber from 0
   */
  int of(ValueColumn value, int rowNumber, int line) {
    if (plan.mapping().ramps().isPresent()) {
      return ofRamp(plan.mapping().ramps().get(), rowNumber, line);
    }
    if (value.polarity().isPresent()) {
      return RowReader.direction(row.text(value.polarity().get())).orElseThrow();
    }
    if (bySign) {
      double volts = row.number(value.volts().orElseThrow());
      double sign = Double.isNaN(volts) ? 0 : Math.signum(volts);
      return (int) (turned ? -sign : sign);
    }
    return value.plan().polarity().orElseThrow().sign();
  }

  private static int ofRamp(Ramps ramps, int rowNumber, int line) {
    int pulse = rowNumber - (ramps.startingRead() ? 1 : 0);
    if (pulse < 0) {
      return 0;
    }
    long ramp =
        ramps.pulses().isPresent()
            ? pulse / ramps.pulses().getAsInt()
            : ramps.turnLines().stream().filter(turn -> turn <= line).count();
    int first = ramps.first().polarity().sign();
    return ramp % 2 == 0 ? first : -first;
  }
}
