package dev.mho.device.response;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mho.device.Golden;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** NeuroSim's labels and the shapes of the curves that they stand for. */
class LabelTest {

  @Test
  void labelsOfTheTable() {
    JsonNode golden = Golden.read("neurosim/nl_to_a.json");
    double[] labels = Golden.vector(golden.get("NL"));
    double[] shapes = Golden.vector(golden.get("a"));
    for (int i = 0; i < labels.length; i++) {
      double shape = CumulativeExponential.shapeOfLabel(labels[i]);
      assertEquals(1, shape / shapes[i], 1e-8, "label " + labels[i]);
      assertEquals(labels[i], CumulativeExponential.labelOfShape(shape), 1e-9);
    }
  }

  /** The definition: the unit curve's largest distance from the diagonal over 0.07. */
  @Test
  void labelIsADistance() {
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 100; k++) {
      double label = random.nextDouble(0.01, 10);
      double a = CumulativeExponential.shapeOfLabel(label);
      double largest = 0;
      for (int i = 0; i <= 200_000; i++) {
        double x = i / 200_000.0;
        largest = Math.max(largest, Math.expm1(-x / a) / Math.expm1(-1 / a) - x);
      }
      assertEquals(label, largest / Math.sqrt(2) / 0.07, 2e-4, "label " + label);
    }
  }

  @Test
  void signsAreKept() {
    double shape = CumulativeExponential.shapeOfLabel(2.4);
    assertEquals(-shape, CumulativeExponential.shapeOfLabel(-2.4));
    assertEquals(-2.4, CumulativeExponential.labelOfShape(-shape), 1e-9);
  }

  @Test
  void labelZeroIsTheStraightLine() {
    CumulativeExponential.Branch branch = new CumulativeExponential.Branch(0, 50);
    CumulativeExponential straight =
        new CumulativeExponential(branch, Optional.empty(), Optional.empty(), Optional.empty());
    for (double g : new double[] {0, 0.3, 0.99}) {
      assertEquals(0.02, straight.step(Polarity.UP, g, Specimen.nominal(straight)), 1e-8);
    }
  }
}
