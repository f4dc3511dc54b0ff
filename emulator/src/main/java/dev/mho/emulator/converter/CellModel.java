package dev.mho.emulator.converter;

/** A converter that cuts its range into 2^b cells of one step each. */
public sealed interface CellModel extends AdcModel permits Ramp, Successive, Staged, Measured {

  /** b. */
  int bits();

  @Override
  default double step(double low, double high) {
    return (high - low) / (1 << bits());
  }

  @Override
  default double margin() {
    return 0;
  }
}
