package dev.mho.calibration.measurement;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One current-voltage sweep in the order it was taken, both branches of a loop together.
 *
 * @param device whose it is; empty where the file names none
 * @param cycle which repetition, from 1
 * @param volts applied voltage
 * @param amperes current, as many; NaN where its status is {@link Status#OVERFLOW} or {@link
 *     Status#MISSING}
 * @param status of each current, as many
 */
public record Sweep(
    String device, int cycle, double[] volts, double[] amperes, List<Status> status) {
  /** Copies the arrays and the list. */
  public Sweep {
    volts = volts.clone();
    amperes = amperes.clone();
    status = List.copyOf(status);
    Lengths.equal("volts", volts.length, "amperes", amperes.length);
    Lengths.equal("volts", volts.length, "status", status.size());
  }

  @Override
  public double[] volts() {
    return volts.clone();
  }

  @Override
  public double[] amperes() {
    return amperes.clone();
  }

  /** Number of points, usable or not. */
  public int size() {
    return volts.length;
  }

  /** The sweep without the points that are not {@link Status#OK}. */
  public Sweep usable() {
    int[] kept = IntStream.range(0, size()).filter(i -> status.get(i) == Status.OK).toArray();
    return new Sweep(
        device,
        cycle,
        IntStream.of(kept).mapToDouble(i -> volts[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> amperes[i]).toArray(),
        IntStream.of(kept).mapToObj(status::get).toList());
  }
}
