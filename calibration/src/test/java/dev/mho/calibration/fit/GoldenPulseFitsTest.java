package dev.mho.calibration.fit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every family on every measured set comes as near to the data as least squares by scipy did,
 * {@code golden/calibration/pulse_fits.csv}, to two per cent; most come nearer.
 */
class GoldenPulseFitsTest {
  private static final Map<String, Family> FAMILIES =
      Map.of(
          "softbounds_fixed", Family.SOFT_BOUNDS_OF_RANGE,
          "softbounds_free", Family.SOFT_BOUNDS,
          "linear_step", Family.LINEAR,
          "exp_step", Family.EXPONENTIAL,
          "power_step", Family.POWER_OF_RANGE,
          "power_step_free", Family.POWER,
          "neurosim_fixed", Family.CUMULATIVE_OF_ENDS,
          "neurosim_free", Family.CUMULATIVE,
          "piecewise10_aihwkit_ex21", Family.PIECEWISE);

  static Stream<String[]> fits() throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Golden.file("golden/calibration/pulse_fits.csv"))) {
      String[] cells = line.split(",", -1);
      boolean here = MeasuredSets.PATHS.containsKey(cells[0]);
      if (here && FAMILIES.containsKey(cells[8]) && !cells[10].isEmpty()) {
        rows.add(new String[] {cells[0], cells[8], cells[10], cells[11], cells[12]});
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fits")
  void comesAsNear(String set, String model, String rmse, String up, String down)
      throws IOException {
    double[][][] both = MeasuredSets.read(set);
    Family family = FAMILIES.get(model);
    double low = values(both).min().orElseThrow();
    double high = values(both).max().orElseThrow();
    double squares = 0;
    int n = 0;
    StringBuilder found = new StringBuilder();
    for (int direction = 0; direction < 2; direction++) {
      boolean falls = direction == 1;
      double[] travelled =
          Arrays.stream(both[direction][1])
              .map(v -> (v - low) / (high - low))
              .map(y -> falls ? 1 - y : y)
              .toArray();
      TrainFit fit = TrainFit.of(family, Trace.of(both[direction][0], travelled));
      squares += fit.squares();
      n += fit.size();
      found.append(' ').append(fit.rmse());
    }
    double reached = Math.sqrt(squares / n);
    assertTrue(
        reached <= 1.02 * Double.parseDouble(rmse),
        () -> reached + found.toString() + " against " + rmse + " " + up + " " + down);
  }

  private static DoubleStream values(double[][][] both) {
    return DoubleStream.concat(Arrays.stream(both[0][1]), Arrays.stream(both[1][1]));
  }
}
