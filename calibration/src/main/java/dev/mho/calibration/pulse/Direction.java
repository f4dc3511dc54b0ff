package dev.mho.calibration.pulse;

import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.format.BadInputException;
import dev.mho.device.response.Polarity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/** Which way trains go: pulses up raise the conductance, pulses down lower it. */
final class Direction {
  /** Correlation of reading and pulse beyond which a train goes one way, whatever its noise. */
  private static final double CLEAR = 0.8;

  /** Fewer readings are correlated by chance. */
  private static final int ENOUGH = 5;

  private Direction() {}

  /**
   * Refuses trains of which each goes clearly the other way than its pulses push: no device is like
   * that, and a polarity that was mistaken is.
   *
   * @throws BadInputException if so; one line
   */
  static void require(List<PulseTrain> trains) {
    for (Polarity polarity : Polarity.values()) {
      double[] along =
          trains.stream()
              .filter(train -> train.polarity() == polarity && train.size() >= ENOUGH)
              .mapToDouble(Direction::along)
              .toArray();
      if (along.length > 0 && Arrays.stream(along).allMatch(r -> r < -CLEAR)) {
        boolean up = polarity == Polarity.UP;
        throw BadInputException.at(
            "pulse trains",
            String.format(
                Locale.ROOT,
                "conductances that %s along all trains %s",
                up ? "fall" : "rise",
                up ? "up" : "down"),
            up
                ? "trains up that rise; turn polarity in a mapping file"
                : "trains down that fall; turn polarity in a mapping file, or give mirrored-at");
      }
    }
  }

  /** Correlation of reading and pulse, above 0 where the train goes as its pulses push. */
  private static double along(PulseTrain train) {
    double r = new PearsonsCorrelation().correlation(train.pulses(), train.siemens());
    return train.polarity() == Polarity.UP ? r : -r;
  }
}
