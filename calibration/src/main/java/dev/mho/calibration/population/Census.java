package dev.mho.calibration.population;

import dev.mho.calibration.measurement.PulseTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Which devices of a population work. A device that moves less than a tenth of what the median
 * device moves is stuck: on if its level is in the upper third of the range of the others, off if
 * in the lower, between otherwise. A device whose largest step from one pulse to the next is more
 * than half of all it moves, and five times that of the median device, is suspicious: it jumped
 * instead of being moved. Both are left out of means and spreads, and said. Fewer than four devices
 * are all taken for good.
 *
 * @param working devices that are pulsed as they should
 * @param stuckOn stuck high
 * @param stuckOff stuck low
 * @param stuckBetween stuck elsewhere
 * @param suspicious that jump
 */
public record Census(
    List<String> working,
    List<String> stuckOn,
    List<String> stuckOff,
    List<String> stuckBetween,
    List<String> suspicious) {
  private static final int LEAST = 4;
  private static final double STUCK = 0.1;
  private static final double JUMP = 0.5;
  private static final double UNUSUAL = 5;

  /** Sorts devices. */
  public static Census of(List<PulseTrain> trains) {
    Map<String, Movement> movements = new LinkedHashMap<>();
    trains.forEach(
        train -> movements.merge(train.device(), Movement.of(train), Movement::together));
    List<String> all = new ArrayList<>(movements.keySet());
    if (all.size() < LEAST) {
      return new Census(all, List.of(), List.of(), List.of(), List.of());
    }
    double usual = median(movements.values().stream().mapToDouble(Movement::extent));
    double usualJump = median(movements.values().stream().mapToDouble(m -> m.jump));
    List<Movement> moving =
        movements.values().stream().filter(m -> m.extent() >= STUCK * usual).toList();
    double low = moving.stream().mapToDouble(m -> m.low).min().orElse(0);
    double high = moving.stream().mapToDouble(m -> m.high).max().orElse(0);
    Census census =
        new Census(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    movements.forEach(
        (device, movement) -> {
          if (movement.extent() < STUCK * usual) {
            double level = ((movement.low + movement.high) / 2 - low) / (high - low);
            census.stuckAt(level).add(device);
          } else if (movement.jump > JUMP * movement.extent()
              && movement.jump > UNUSUAL * usualJump) {
            census.suspicious.add(device);
          } else {
            census.working.add(device);
          }
        });
    return census;
  }

  private List<String> stuckAt(double level) {
    if (level > 2.0 / 3) {
      return stuckOn;
    }
    return level < 1.0 / 3 ? stuckOff : stuckBetween;
  }

  /** Number of all devices. */
  public int size() {
    return working.size() + stuck() + suspicious.size();
  }

  /** Number of stuck devices. */
  public int stuck() {
    return stuckOn.size() + stuckOff.size() + stuckBetween.size();
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** How far a device moves, and the largest step it makes. */
  private record Movement(double low, double high, double jump) {

    static Movement of(PulseTrain train) {
      double[] values = train.siemens();
      double jump = 0;
      for (int i = 1; i < values.length; i++) {
        jump = Math.max(jump, Math.abs(values[i] - values[i - 1]));
      }
      return new Movement(
          Arrays.stream(values).min().orElse(0), Arrays.stream(values).max().orElse(0), jump);
    }

    Movement together(Movement other) {
      return new Movement(
          Math.min(low, other.low), Math.max(high, other.high), Math.max(jump, other.jump));
    }

    double extent() {
      return high - low;
    }
  }
}
