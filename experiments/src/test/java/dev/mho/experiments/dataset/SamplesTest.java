package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
import dev.mho.learning.layer.ImageShape;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Samples THREE =
      new Samples(2, new float[] {0, 0.5f, 1, -1, 2, 3}, new int[] {4, 0, 1});

  @Test
  void givesFeaturesAndLabels() {
    double[] into = {9, 9, 9};
    THREE.copyFeatures(1, into);
    assertArrayEquals(new double[] {1, -1, 9}, into);
    assertEquals(3, THREE.size());
    assertEquals(2, THREE.features());
    assertEquals(4, THREE.label(0));
  }

  @Test
  void firstKeepsTheOrderAndHidesTheRest() {
    Samples two = THREE.first(2);
    double[] into = new double[2];
    two.copyFeatures(1, into);
    assertArrayEquals(new double[] {1, -1}, into);
    assertEquals(2, two.size());
    assertThrows(IndexOutOfBoundsException.class, () -> two.label(2));
    assertThrows(IndexOutOfBoundsException.class, () -> two.copyFeatures(2, into));
  }

  @Test
  void firstRefusesMoreThanThereAreAndNone() {
    refused("samples: found 4; allowed: a whole number from 1 to 3", () -> THREE.first(4));
    refused("samples: found 0; allowed: a whole number from 1 to 3", () -> THREE.first(0));
    refused("samples: found 3; allowed: a whole number from 1 to 2", () -> THREE.first(2).first(3));
  }

  @Test
  void refusesArraysThatDoNotFit() {
    refused(
        "samples: found 3 values; allowed: 2 labels times 2 features",
        () -> new Samples(2, new float[3], new int[2]));
    refused(
        "features: found 0; allowed: a whole number >= 1",
        () -> new Samples(0, new float[0], new int[2]));
    refused(
        "samples: found 0; allowed: a whole number >= 1",
        () -> new Samples(1, new float[0], new int[0]));
  }

  @Test
  void refusesValuesThatAreNotFiniteAndNegativeLabels() {
    refused(
        "sample 1, feature 0: found NaN; allowed: a finite number",
        () -> new Samples(2, new float[] {0, 0, Float.NaN, 0}, new int[2]));
    refused(
        "sample 0, feature 1: found Infinity; allowed: a finite number",
        () -> new Samples(2, new float[] {0, Float.POSITIVE_INFINITY}, new int[1]));
    refused(
        "label of sample 1: found -1; allowed: a whole number >= 0",
        () -> new Samples(1, new float[2], new int[] {0, -1}));
  }

  @Test
  void datasetPartsMustBeAlike() {
    Samples narrow = new Samples(1, new float[1], new int[1]);
    refused(
        "toy: test: found 1 features; allowed: 2, as in train",
        () -> new Dataset("toy", 5, THREE, narrow));
    refused(
        "toy: train: label of sample 0: found 4; allowed: a whole number from 0 to 3",
        () -> new Dataset("toy", 4, THREE, THREE));
    refused(
        "toy: classes: found 1; allowed: a whole number >= 2",
        () -> new Dataset("toy", 1, narrow, narrow));
  }

  @Test
  void datasetIsCutInBothParts() {
    Dataset toy = new Dataset("toy", 5, THREE, THREE);
    assertEquals(2, toy.first(2, 1).train().size());
    assertEquals(1, toy.first(2, 1).test().size());
    refused("toy: train: found 4; allowed: a whole number from 1 to 3", () -> toy.first(4, 1));
    refused("toy: test: found 0; allowed: a whole number from 1 to 3", () -> toy.first(1, 0));
  }

  /** A quarter of the samples, each in one part, the same ones every time. */
  @Test
  void validationSamplesAreHeldBack() {
    float[] values = new float[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Samples train = new Samples(1, values, new int[40]);
    Samples test = new Samples(1, new float[] {99}, new int[1]);
    Dataset split = new Dataset("toy", 2, train, test).validation(10);
    assertEquals(30, split.train().size());
    assertEquals(10, split.test().size());
    double sum = 0;
    double[] x = new double[1];
    for (Samples part : new Samples[] {split.train(), split.test()}) {
      for (int i = 0; i < part.size(); i++) {
        part.copyFeatures(i, x);
        sum += x[0];
      }
    }
    assertEquals(39 * 40 / 2, sum);
    refused(
        "toy: validation: found 40; allowed: a whole number from 1 to 39",
        () -> new Dataset("toy", 2, train, test).validation(40));
  }

  @Test
  void bytesStandForZeroToOne() {
    Samples bytes = Samples.ofBytes(2, new byte[] {0, (byte) 255, 51, 102}, new int[] {1, 0});
    double[] into = new double[2];
    bytes.copyFeatures(0, into);
    assertArrayEquals(new double[] {0, 1}, into);
    bytes.copyFeatures(1, into);
    assertArrayEquals(new double[] {0.2f, 0.4f}, into);
    refused(
        "samples: found 3 values; allowed: 1 labels times 2 features",
        () -> Samples.ofBytes(2, new byte[3], new int[1]));
  }

  @Test
  void channelsAreNormalisedEachForItself() {
    Samples images = new Samples(4, new float[] {1, 10, 3, 30, 5, 50, 7, 70}, new int[2]);
    Dataset toy =
        new Dataset("toy", 2, images, images, Optional.of(new ImageShape(1, 2, 2))).normalised();
    double[] into = new double[4];
    toy.train().copyFeatures(0, into);
    double low = -3 / Math.sqrt(5);
    double high = -1 / Math.sqrt(5);
    assertArrayEquals(new double[] {low, low, high, high}, into, 1e-6);
    refused(
        "toy: scale: channel needs images, and it has none",
        () -> new Dataset("toy", 2, images, images).normalised());
    Samples flat = new Samples(2, new float[] {1, 5, 2, 5}, new int[2]);
    refused(
        "toy: train: found features of channel 1 that are all equal; allowed: features that"
            + " differ",
        () -> new Dataset("toy", 2, flat, flat, Optional.of(new ImageShape(1, 1, 2))).normalised());
  }

  private static void refused(String message, Runnable action) {
    assertEquals(message, assertThrows(BadInputException.class, action::run).getMessage());
  }
}
