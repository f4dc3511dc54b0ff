package dev.mho.calibration.fit;

import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Trains gathered into one mean train for each direction. Readings after equal numbers of pulses
 * are averaged over devices and cycles; where trains have different lengths, as far as at least
 * half of them reach.
 */
public final class PulseData {
  private final Scale scale;
  private final Optional<Trace> up;
  private final Optional<Trace> down;

  private PulseData(Scale scale, Optional<Trace> up, Optional<Trace> down) {
    this.scale = scale;
    this.up = up;
    this.down = down;
  }

  /**
   * Gathers trains.
   *
   * @throws BadInputException if there is no train of two readings or more, or nothing changes
   */
  public static PulseData of(Collection<PulseTrain> trains) {
    Optional<Mean> up = Mean.of(trains, Polarity.UP);
    Optional<Mean> down = Mean.of(trains, Polarity.DOWN);
    if (up.isEmpty() && down.isEmpty()) {
      throw BadInputException.at(
          "pulse trains", "none of at least two readings", "two readings or more along a train");
    }
    double[] all =
        DoubleStream.concat(
                up.stream().flatMapToDouble(mean -> DoubleStream.of(mean.values)),
                down.stream().flatMapToDouble(mean -> DoubleStream.of(mean.values)))
            .toArray();
    return of(up, down, new Scale(DoubleStream.of(all).min().orElseThrow(), max(all)));
  }

  /** Gathers trains on the scale of others. */
  public static PulseData of(Collection<PulseTrain> trains, Scale scale) {
    return of(Mean.of(trains, Polarity.UP), Mean.of(trains, Polarity.DOWN), scale);
  }

  private static PulseData of(Optional<Mean> up, Optional<Mean> down, Scale scale) {
    return new PulseData(
        scale,
        up.map(mean -> mean.trace(scale, Polarity.UP)),
        down.map(mean -> mean.trace(scale, Polarity.DOWN)));
  }

  private static double max(double[] values) {
    return DoubleStream.of(values).max().orElseThrow();
  }

  /** The range on whose scale the trains are. */
  public Scale scale() {
    return scale;
  }

  /** Whether there is a train in a direction. */
  public boolean has(Polarity polarity) {
    return trace(polarity).isPresent();
  }

  /** Readings of the mean train in a direction. */
  public int size(Polarity polarity) {
    return trace(polarity).map(Trace::size).orElse(0);
  }

  /** The mean train, as distance travelled. */
  Optional<Trace> trace(Polarity polarity) {
    return polarity == Polarity.UP ? up : down;
  }

  /** Pulses before each reading of the mean train. */
  public double[] pulses(Polarity polarity) {
    return trace(polarity).orElseThrow().pulses().clone();
  }

  /** The mean train in the measurement's unit. */
  public double[] values(Polarity polarity) {
    return DoubleStream.of(trace(polarity).orElseThrow().travelled())
        .map(u -> value(polarity, u))
        .toArray();
  }

  /** The measured value of u. */
  double value(Polarity polarity, double u) {
    return scale.value(polarity == Polarity.UP ? u : 1 - u);
  }

  /** u of a measured value. */
  static double travelled(Scale scale, Polarity polarity, double value) {
    double y = scale.normalised(value);
    return polarity == Polarity.UP ? y : 1 - y;
  }

  /** Mean readings by number of pulses. */
  private record Mean(double[] pulses, double[] values, double[] counts) {

    static Optional<Mean> of(Collection<PulseTrain> trains, Polarity polarity) {
      TreeMap<Double, double[]> sums = new TreeMap<>();
      for (PulseTrain train : trains) {
        if (train.polarity() == polarity) {
          add(train, sums);
        }
      }
      double most = sums.values().stream().mapToDouble(sum -> sum[1]).max().orElse(0);
      List<double[]> kept = new ArrayList<>();
      sums.forEach(
          (pulse, sum) -> {
            if (sum[1] >= most / 2) {
              kept.add(new double[] {pulse, sum[0] / sum[1], sum[1]});
            }
          });
      return kept.size() < 2
          ? Optional.empty()
          : Optional.of(new Mean(column(kept, 0), column(kept, 1), column(kept, 2)));
    }

    private static void add(PulseTrain train, TreeMap<Double, double[]> sums) {
      double[] pulses = train.pulses();
      double[] values = train.siemens();
      for (int i = 0; i < pulses.length; i++) {
        double[] sum = sums.computeIfAbsent(pulses[i], p -> new double[2]);
        sum[0] += values[i];
        sum[1]++;
      }
    }

    private static double[] column(List<double[]> rows, int c) {
      return rows.stream().mapToDouble(row -> row[c]).toArray();
    }

    Trace trace(Scale scale, Polarity polarity) {
      double[] travelled =
          DoubleStream.of(values).map(v -> travelled(scale, polarity, v)).toArray();
      double most = max(counts);
      return Trace.of(pulses, travelled, DoubleStream.of(counts).map(n -> n / most).toArray());
    }

    private static double travelled(Scale scale, Polarity polarity, double value) {
      return PulseData.travelled(scale, polarity, value);
    }
  }
}
