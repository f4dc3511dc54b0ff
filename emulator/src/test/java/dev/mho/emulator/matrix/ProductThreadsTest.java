package dev.mho.emulator.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mho.device.array.Workers;
import dev.mho.emulator.TestMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits of a product depend neither on the number of threads nor on other callers. */
class ProductThreadsTest {

  @Test
  void oneCallTakesOneThread() {
    Products products = new Products(Workers.single());
    products.times(Matrix.identity(64, Precision.FLOAT32), Matrix.identity(64, Precision.FLOAT32));
    assertEquals(1, NativeProducts.threadsOfOneCall());
  }

  @ParameterizedTest
  @CsvSource({"129, 200, 64", "300, 150, 200", "2049, 60, 33", "1, 300, 700"})
  void sameBitsOnAnyNumberOfThreads(int rows, int inner, int cols) {
    for (Precision precision : Precision.values()) {
      Matrix a = TestMatrix.random(rows, inner, 1, 1).as(precision);
      Matrix b = TestMatrix.random(cols, inner, 1, 2).as(precision);
      double[][] expected = products(1, a, b);
      for (int threads : new int[] {2, 3, 16}) {
        double[][] actual = products(threads, a, b);
        for (int form = 0; form < expected.length; form++) {
          assertArrayEquals(expected[form], actual[form], 0, threads + " threads, form " + form);
        }
      }
    }
  }

  /** The same product with A, B or both given transposed. */
  private static double[][] products(int threads, Matrix a, Matrix b) {
    try (Workers workers = new Workers(threads)) {
      Products products = new Products(workers);
      Matrix both = Matrix.zeros(a.rows(), b.rows(), a.precision());
      products.multiply(a.transposed(), true, b, true, both);
      return new double[][] {
        products.timesTransposed(a, b).toArray(),
        products.times(a, b.transposed()).toArray(),
        products.transposedTimes(a.transposed(), b.transposed()).toArray(),
        both.toArray()
      };
    }
  }

  /** Callers share the kept native arrays, while the collector runs. */
  @Test
  void concurrentCallersDoNotDisturbEachOther() throws Exception {
    int callers = 6;
    int calls = 40;
    try (Workers workers = new Workers(3)) {
      Products products = new Products(workers);
      ExecutorService threads = Executors.newFixedThreadPool(callers);
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        // All of one shape, and a few rows more or less.
        Matrix a = TestMatrix.random(200 + caller % 3, 60, 1, caller);
        Matrix b = TestMatrix.random(70, 60, 1, 100 + caller);
        double[] expected = new Products(Workers.single()).timesTransposed(a, b).toArray();
        running.add(
            threads.submit(
                () -> {
                  for (int call = 0; call < calls; call++) {
                    assertArrayEquals(expected, products.timesTransposed(a, b).toArray(), 0);
                    if (call % 10 == 0) {
                      System.gc();
                    }
                  }
                }));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
      threads.shutdown();
    }
  }
}
