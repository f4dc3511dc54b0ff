package dev.mho.calibration.measurement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Turns falling trains round that a file lists from their end, as digitised figures and simulators'
 * scripts do: a train of pulses down whose conductance rises with the pulse number.
 *
 * <pre>
 *   pulse = P − number
 * </pre>
 *
 * <p>P is the user's, or the largest number of the train. Only trains that stand apart, each in its
 * own column or file, are turned: a log in the order of time cannot be mirrored.
 */
final class MirroredTrains {
  private static final int FEWEST = 4;
  private static final double MOST_OF_RANGE = 0.5;

  private final Rows rows;
  private final OptionalDouble declared;
  private final List<String> notices = new ArrayList<>();

  MirroredTrains(Rows rows, OptionalDouble declared) {
    this.rows = rows;
    this.declared = declared;
  }

  /** What was turned and what looks odd. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** Turns the trains, if any may be. */
  void turn(boolean apart) {
    Map<List<Integer>, List<Integer>> trains = new LinkedHashMap<>();
    for (int i = 0; i < rows.size; i++) {
      boolean placed = rows.polarity[i] != 0 && !Double.isNaN(rows.pulse.get(i));
      if (placed && rows.status[i] == Status.OK) {
        List<Integer> key = List.of(rows.device[i], rows.cycle[i], (int) rows.polarity[i]);
        trains.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
      }
    }
    trains.forEach((key, members) -> look(key.get(2), members, apart));
  }

  private void look(int polarity, List<Integer> members, boolean apart) {
    int direction = trend(members);
    boolean down = polarity < 0;
    if (down && apart && (declared.isPresent() || direction > 0)) {
      mirror(members);
    } else if (direction * polarity < 0) {
      notices.add(
          "lines "
              + span(members)
              + ": pulses "
              + (down ? "down raise" : "up lower")
              + " the conductance");
    }
  }

  private void mirror(List<Integer> members) {
    double most = members.stream().mapToDouble(rows.pulse::get).max().orElseThrow();
    double turn = declared.orElse(most);
    if (turn < most) {
      throw dev.mho.device.format.BadInputException.at(
          "mapping: mirrored-at", Double.toString(turn), "at least the largest pulse, " + most);
    }
    members.forEach(i -> rows.pulse.set(i, turn - rows.pulse.get(i)));
    notices.add(
        String.format(
            Locale.ROOT,
            "lines %s: pulses down listed from their end, turned round at pulse %s%s",
            span(members),
            number(turn),
            declared.isPresent() ? "" : " (their largest; mirrored-at sets another)"));
  }

  /** +1 if the conductance mostly rises with the pulse number, −1 if it mostly falls, else 0. */
  private int trend(List<Integer> members) {
    if (members.size() < FEWEST) {
      return 0;
    }
    double[] g =
        members.stream()
            .sorted(java.util.Comparator.comparingDouble(rows.pulse::get))
            .mapToDouble(rows.siemens::get)
            .toArray();
    int third = Math.max(1, g.length / 3);
    double start = Arrays.stream(g, 0, third).average().orElseThrow();
    double end = Arrays.stream(g, g.length - third, g.length).average().orElseThrow();
    double range = Arrays.stream(g).max().orElseThrow() - Arrays.stream(g).min().orElseThrow();
    return Math.abs(end - start) > MOST_OF_RANGE * range ? (int) Math.signum(end - start) : 0;
  }

  private String span(List<Integer> members) {
    return rows.line[members.get(0)] + " to " + rows.line[members.get(members.size() - 1)];
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
