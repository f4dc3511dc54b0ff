package dev.mho.calibration.measurement;

/**
 * What writing to targets reached.
 *
 * @param device which device was written; empty where the file names none
 * @param target the conductances asked for
 * @param reached the conductances read afterwards, as many, in the same unit
 */
public record Programmed(String device, double[] target, double[] reached) {
  /** Copies both arrays. */
  public Programmed {
    target = target.clone();
    reached = reached.clone();
    Lengths.equal("target", target.length, "reached", reached.length);
  }

  @Override
  public double[] target() {
    return target.clone();
  }

  @Override
  public double[] reached() {
    return reached.clone();
  }

  /** Number of writes. */
  public int size() {
    return target.length;
  }
}
