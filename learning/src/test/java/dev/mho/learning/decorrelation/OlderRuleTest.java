package dev.mho.learning.decorrelation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.emulator.matrix.Matrix;
import dev.mho.emulator.matrix.NonFiniteException;
import dev.mho.emulator.matrix.Precision;
import dev.mho.learning.TestData;
import dev.mho.learning.TestNetwork;
import dev.mho.learning.credit.BackPropagation;
import dev.mho.learning.loss.Loss;
import dev.mho.learning.network.Learner;
import dev.mho.learning.network.Network;
import dev.mho.learning.optimizer.PulsedUpdate;
import java.util.Optional;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each older rule ends where its source says it rests. */
class OlderRuleTest {
  private static final int N = 5;

  /** One batch, shown again and again; variances 0.2 to 2 apart, pairs correlated by a half. */
  private final Matrix x = data();

  @Test
  void foldiakEndsUncorrelated() {
    SimpleMatrix c = moment(settled(new Foldiak(0.05), 6000));
    assertZero(OlderRule.offDiagonal(c), 1e-6);
  }

  @Test
  void sangerEndsOnThePrincipalAxes() {
    Decorrelator decorrelator = taught(new Sanger(0.02), 20_000);
    SimpleMatrix r = OlderRule.of(decorrelator.tile().weights());
    assertZero(r.mult(r.transpose()).minus(SimpleMatrix.identity(N)), 1e-6);
    SimpleMatrix c = moment(OlderRule.of(decorrelator.forward(x).z()));
    assertZero(OlderRule.offDiagonal(c), 1e-6);
    for (int i = 1; i < N; i++) {
      assertTrue(c.get(i - 1, i - 1) > c.get(i, i), "order of the variances");
    }
  }

  /** D⁻¹ C³ D⁻¹ is the correlation of the inputs. */
  @Test
  void pehlevanEndsBetweenTheInputsAndNoCorrelation() {
    SimpleMatrix c = moment(settled(new Pehlevan(0.05), 6000));
    SimpleMatrix d = SimpleMatrix.diag(c.diag().getDDRM().getData()).invert();
    SimpleMatrix inputs = moment(centred());
    assertZero(d.mult(c).mult(c).mult(c).mult(d).minus(inputs), 1e-6);
    assertTrue(squaredCorrelation(c) < 0.5 * squaredCorrelation(inputs));
  }

  /** A pair is uncorrelated, or negatively correlated without inhibition; both occur here. */
  @Test
  void vogelsEndsWhereInhibitionCanDoNoMore() {
    Decorrelator decorrelator = taught(new Vogels(0.05), 8000, signed());
    SimpleMatrix c = moment(OlderRule.of(decorrelator.forward(signed()).z()));
    SimpleMatrix l =
        OlderRule.of(decorrelator.tile().weights()).invert().minus(SimpleMatrix.identity(N));
    int connected = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        if (i != j && l.get(i, j) > 1e-9) {
          assertEquals(0, c.get(i, j), 1e-6, "pair " + i + " " + j);
          connected++;
        } else if (i != j) {
          assertTrue(c.get(i, j) < 1e-9, "pair " + i + " " + j);
        }
      }
    }
    assertTrue(connected > 0 && connected < N * (N - 1), connected + " connections");
  }

  @Test
  void zcaEndsWhiteAndSymmetric() {
    Decorrelator decorrelator = taught(new ZcaCheckpoints(3, 1e-12), 3);
    assertZero(moment(OlderRule.of(decorrelator.forward(x).z())).minus(identity()), 1e-9);
    SimpleMatrix r = OlderRule.of(decorrelator.tile().weights());
    assertZero(r.minus(r.transpose()), 1e-12);
  }

  @Test
  void zcaWaitsForItsCheckpoint() {
    assertZero(
        OlderRule.of(taught(new ZcaCheckpoints(3, 1e-12), 2).tile().weights()).minus(identity()),
        0);
  }

  /** The batch itself is white; what is tested meets the covariance of the batches before. */
  @Test
  void aBatchIsWhitenedByItself() {
    Decorrelator decorrelator = decorrelator(new BatchWhitening(1e-12, 0.5));
    assertZero(moment(OlderRule.of(decorrelator.forward(x).z())).minus(identity()), 1e-9);
    decorrelator.learn(decorrelator.forward(x));
    Matrix other = TestData.correlated(200, N, 8);
    assertZero(moment(OlderRule.of(decorrelator.forward(other).z())).minus(identity()), 1e-9);
    decorrelator.learn(decorrelator.forward(other));
    SimpleMatrix r = OlderRule.of(decorrelator.tile().weights());
    SimpleMatrix running =
        moment(centred()).plus(moment(OlderRule.of(withoutMean(other)))).scale(0.5);
    assertZero(r.mult(running).mult(r.transpose()).minus(identity()), 1e-9);
  }

  /** Many steps of Newton and Schulz are the symmetric root; five stay below it. */
  @Test
  void newtonSchulzEndsAtTheSymmetricRoot() {
    SimpleMatrix exact = OlderRule.of(taught(new ZcaCheckpoints(1, 1e-12), 1).tile().weights());
    SimpleMatrix many = firstR(new IterativeNormalization(60, 1e-12, 0.1));
    assertZero(many.minus(exact), 1e-9);
    SimpleMatrix five = firstR(new IterativeNormalization(5, 1e-12, 0.1));
    SimpleMatrix c = five.mult(moment(centred())).mult(five.transpose());
    for (int i = 0; i < N; i++) {
      double eigenvalue = c.eig().getEigenvalue(i).getReal();
      assertTrue(eigenvalue > 0 && eigenvalue < 1 + 1e-9, "eigenvalue " + eigenvalue);
    }
  }

  /** Every rule is a drop-in: a dense and a convolutional network learn with it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"foldiak", "sanger", "pehlevan", "vogels", "zca", "batch", "newton-schulz"})
  void networksLearnWithIt(String name) {
    OlderRule rule =
        switch (name) {
          case "foldiak" -> new Foldiak(1e-3);
          case "sanger" -> new Sanger(1e-3);
          case "pehlevan" -> new Pehlevan(1e-3);
          case "vogels" -> new Vogels(1e-3);
          case "zca" -> new ZcaCheckpoints(5, 1);
          case "batch" -> new BatchWhitening(1, 0.1);
          default -> new IterativeNormalization(5, 1, 0.1);
        };
    Optional<DecorrelationSpec> spec = Optional.of(DecorrelationSpec.of(rule));
    Network fused = TestNetwork.convolutional(spec, TestNetwork.TILES, 1);
    Network read = TestNetwork.convolutional(spec, TestNetwork.OPAQUE_TILES, 1);
    Matrix images = TestData.correlated(12, TestNetwork.IMAGE.size(), 1);
    int[] labels = TestData.labels(12, 3, 2);
    double first = 0;
    double last = 0;
    Learner learner = learner(fused);
    Learner twin = learner(read);
    for (int step = 0; step < 60; step++) {
      last = learner.learn(images, labels).mean();
      double other = twin.learn(images, labels).mean();
      assertEquals(last, other, 1e-8 * (1 + last), "step " + step);
      first = step == 0 ? last : first;
    }
    assertTrue(last < first - 0.003, "loss from " + first + " to " + last);
  }

  @Test
  void divergenceIsNamed() {
    NonFiniteException stop =
        assertThrows(NonFiniteException.class, () -> taught(new Sanger(1e3), 100));
    assertEquals(
        "decorrelation has become infinite or NaN; likely cause: its rate is too large",
        stop.getMessage());
  }

  @Test
  void refusals() {
    assertRefused("rate: found 0.0; allowed: a finite number > 0", () -> new Foldiak(0));
    assertRefused(
        "every: found 0; allowed: a whole number from 1 to 1073741824",
        () -> new ZcaCheckpoints(0, 1));
    assertRefused(
        "epsilon: found -1.0; allowed: a finite number > 0", () -> new BatchWhitening(-1, 0.1));
    assertRefused(
        "iterations: found 0; allowed: a whole number from 1 to 1000",
        () -> new IterativeNormalization(0, 1, 0.1));
  }

  private static void assertRefused(String message, Executable mistake) {
    assertEquals(message, assertThrows(BadInputException.class, mistake).getMessage());
  }

  private static Learner learner(Network network) {
    return new Learner(
        network, new BackPropagation(), new PulsedUpdate(network, 0.01), Loss.CROSS_ENTROPY);
  }

  private static Matrix data() {
    Matrix x = TestData.correlated(200, N, 1);
    x.scaleColumns(TestNetwork.WORKERS, new double[] {1.4, 1.1, 0.9, 0.7, 0.45});
    return x;
  }

  /** One input turned round: it is negatively correlated with the others. */
  private static Matrix signed() {
    Matrix x = data();
    x.scaleColumns(TestNetwork.WORKERS, new double[] {1, 1, 1, 1, -1});
    return x;
  }

  private SimpleMatrix centred() {
    return OlderRule.of(withoutMean(x));
  }

  private static Matrix withoutMean(Matrix rows) {
    Matrix centred = rows.copy();
    centred.addToRows(TestNetwork.WORKERS, rows.columnMeans(), -1);
    return centred;
  }

  private SimpleMatrix firstR(OlderRule rule) {
    Decorrelator decorrelator = decorrelator(rule);
    decorrelator.forward(x);
    return OlderRule.of(decorrelator.tile().weights());
  }

  private SimpleMatrix settled(OlderRule rule, int steps) {
    return OlderRule.of(taught(rule, steps).forward(x).z());
  }

  private Decorrelator taught(OlderRule rule, int steps) {
    return taught(rule, steps, x);
  }

  private static Decorrelator taught(OlderRule rule, int steps, Matrix data) {
    Decorrelator decorrelator = decorrelator(rule);
    for (int step = 0; step < steps; step++) {
      decorrelator.learn(decorrelator.forward(data));
    }
    return decorrelator;
  }

  private static Decorrelator decorrelator(OlderRule rule) {
    return TestNetwork.decorrelator(
        DecorrelationSpec.of(rule), Matrix.identity(N, Precision.FLOAT64));
  }

  private static SimpleMatrix moment(SimpleMatrix z) {
    return OlderRule.moment(z, z);
  }

  private static SimpleMatrix identity() {
    return SimpleMatrix.identity(N);
  }

  private static double squaredCorrelation(SimpleMatrix c) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < i; j++) {
        sum += c.get(i, j) * c.get(i, j) / (c.get(i, i) * c.get(j, j));
      }
    }
    return sum;
  }

  private static void assertZero(SimpleMatrix matrix, double tolerance) {
    assertEquals(0, matrix.elementMaxAbs(), tolerance);
  }
}
