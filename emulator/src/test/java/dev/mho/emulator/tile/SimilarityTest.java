package dev.mho.emulator.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SimilarityTest {

  @Test
  void cosineOfTheAngle() {
    assertEquals(1, Similarity.cosine(new double[] {1, 2}, new double[] {2, 4}), 1e-15);
    assertEquals(0, Similarity.cosine(new double[] {1, 2}, new double[] {-2, 1}), 1e-15);
    assertEquals(-1, Similarity.cosine(new double[] {1, 2}, new double[] {-3, -6}), 1e-15);
    assertEquals(
        Math.sqrt(0.5), Similarity.cosine(new double[] {1, 0}, new double[] {1, 1}), 1e-15);
  }

  @Test
  void zeros() {
    assertEquals(1, Similarity.cosine(new double[2], new double[2]));
    assertEquals(0, Similarity.cosine(new double[2], new double[] {1, 1}));
  }
}
