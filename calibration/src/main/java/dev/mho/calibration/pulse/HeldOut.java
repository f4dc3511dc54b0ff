package dev.mho.calibration.pulse;

import dev.mho.calibration.fit.Family;
import dev.mho.calibration.fit.OwnStep;
import dev.mho.calibration.fit.PulseData;
import dev.mho.calibration.fit.ResponseFit;
import dev.mho.calibration.fit.Scale;
import dev.mho.calibration.measurement.PulseTrain;
import dev.mho.device.response.Polarity;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a family foretells what it was not fitted to: it is fitted to every other train, or
 * where there is but one to every other reading, and compared with the rest, each train from its
 * own start.
 */
final class HeldOut {
  private HeldOut() {}

  /**
   * Root mean squared error on what was left out, in fractions of the measured range; NaN if too
   * little is left.
   */
  static double rmse(Family family, List<PulseTrain> trains, Scale scale) {
    double squares = 0;
    int count = 0;
    for (Polarity polarity : Polarity.values()) {
      List<PulseTrain> along = trains.stream().filter(t -> t.polarity() == polarity).toList();
      PulseData teaching = PulseData.of(half(along, 0), scale);
      if (teaching.size(polarity) < family.parameters() + 2) {
        continue;
      }
      ResponseFit fit = ResponseFit.of(family, teaching);
      List<PulseTrain> asked = half(along, 1);
      List<Double> missed =
          asked.parallelStream().map(train -> OwnStep.foretold(fit, train)).toList();
      for (int i = 0; i < asked.size(); i++) {
        squares += missed.get(i) * missed.get(i) * asked.get(i).size();
        count += asked.get(i).size();
      }
    }
    return count == 0 ? Double.NaN : Math.sqrt(squares / count);
  }

  private static List<PulseTrain> half(List<PulseTrain> trains, int parity) {
    if (trains.size() == 1) {
      return List.of(every(trains.get(0), parity));
    }
    return IntStream.range(0, trains.size())
        .filter(i -> i % 2 == parity)
        .mapToObj(trains::get)
        .toList();
  }

  private static PulseTrain every(PulseTrain train, int from) {
    int[] kept = IntStream.range(0, train.size()).filter(i -> i % 2 == from).toArray();
    double[] pulses = train.pulses();
    double[] values = train.siemens();
    return new PulseTrain(
        train.device(),
        train.cycle(),
        train.polarity(),
        IntStream.of(kept).mapToDouble(i -> pulses[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> values[i]).toArray());
  }
}
