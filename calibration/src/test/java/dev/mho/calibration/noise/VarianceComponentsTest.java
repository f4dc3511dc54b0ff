package dev.mho.calibration.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {

  /** Four devices measured three times each. */
  @Test
  void tellsDevicesFromCycles() {
    VarianceComponents steps =
        VarianceComponents.of(
            List.of(
                new double[] {.10, .12, .11},
                new double[] {.20, .19, .21},
                new double[] {.15, .16, .14},
                new double[] {.05, .06, .04}));
    assertEquals(0.1275, steps.mean(), 1e-12);
    assertEquals(0.010, steps.within(), 1e-3);
    assertEquals(0.063, steps.between(), 1e-3);
  }

  /** 4,000 devices of unequal numbers of repeats: σ's own standard error is below 2 per cent. */
  @Test
  void recoversBothSpreadsFromUnequalGroups() {
    Random random = new Random(3);
    List<double[]> groups = new ArrayList<>();
    for (int device = 0; device < 4000; device++) {
      double own = 5 + 0.7 * random.nextGaussian();
      double[] group = new double[2 + device % 4];
      for (int i = 0; i < group.length; i++) {
        group[i] = own + 0.3 * random.nextGaussian();
      }
      groups.add(group);
    }
    VarianceComponents components = VarianceComponents.of(groups);
    assertEquals(0.7, components.between(), 0.03);
    assertEquals(0.3, components.within(), 0.01);
  }

  @Test
  void oneDeviceHasNoSpreadOfDevices() {
    VarianceComponents one = VarianceComponents.of(List.of(new double[] {1, 2, 3}));
    assertEquals(0, one.between());
    assertEquals(1, one.within(), 1e-12);
  }
}
