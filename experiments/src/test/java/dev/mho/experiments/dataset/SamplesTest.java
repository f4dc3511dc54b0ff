package dev.mho.experiments.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mho.device.format.BadInputException;
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

  private static void refused(String message, Runnable action) {
    assertEquals(message, assertThrows(BadInputException.class, action::run).getMessage());
  }
}
